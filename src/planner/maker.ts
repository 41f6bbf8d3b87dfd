import type { JsonObject } from "../domain/index.ts";
import type { RegisteredConnector, RegisteredProcessor } from "../registry/index.ts";
import type { RunbookMethod } from "../runbook/index.ts";
import type { BoundComponent } from "./bind-config.ts";

/** A method that names a component and gives it a configuration. */
export type SourcedMethod = Extract<RunbookMethod, { readonly kind: "source" | "process" }>;

/** What makes an artifact: a component and its configuration. Artifacts that are made alike may share one. */
export interface Maker {
  readonly component: RegisteredConnector | RegisteredProcessor;
  /** The configuration as written, placeholders kept. */
  readonly written: JsonObject;
  readonly bound: BoundComponent;
}
