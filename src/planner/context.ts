import type { Diagnostic } from "../diagnostics/index.ts";
import type { Digest, FileAccess } from "../domain/index.ts";
import type { Registry } from "../registry/index.ts";
import type { Runbook } from "../runbook/index.ts";
import type { ConfigDigests } from "./config-digests.ts";
import type { PastArtifacts } from "./past.ts";

/** What the planner needs beside a runbook. */
export interface PlanContext {
  readonly registry: Registry;
  readonly files: FileAccess;
  /** The variables that placeholders were substituted from. */
  readonly env: ReadonlyMap<string, string>;
  /** The store's key, for digests of resolved configurations. */
  readonly hmacKey: Uint8Array;
  readonly wctVersion: string;
  /** Unset variables were warnings: what depends on one is not checked. */
  readonly noEnv?: boolean;
  /** What `reuse` may take from; by default there is no record. */
  readonly past?: PastArtifacts;
}

/** One planning of one runbook. */
export interface Planning extends PlanContext {
  readonly past: PastArtifacts;
  readonly runbook: Runbook;
  readonly report: (problem: Diagnostic) => void;
  readonly digests: ConfigDigests;
  /** The runbook's folder. */
  readonly folder: string;
  /** Digest of a file, read once; null when it cannot be read. */
  readonly digestOf: (path: string) => Digest | null;
  /** Lines that hold a secret which must not be shown again. */
  readonly linesToHide: Set<number>;
}
