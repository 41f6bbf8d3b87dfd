import type { JsonObject } from "../../domain/index.ts";
import type { RegisteredConnector, RegisteredProcessor } from "../../registry/index.ts";
import type { RunbookMethod } from "../../runbook/index.ts";
import type { BoundComponent } from "./config.ts";

/** A method that names a component and gives it a configuration. */
export type SourcedMethod = Extract<RunbookMethod, { readonly kind: "source" | "process" }>;

/**
 * A component with its configuration, which makes an artifact. Artifacts that are made in the same way may share one.
 */
export interface Maker {
  readonly component: RegisteredConnector | RegisteredProcessor;
  /** The configuration as written, with placeholders. */
  readonly written: JsonObject;
  readonly bound: BoundComponent;
}
