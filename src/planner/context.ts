import type { Diagnostic, SourceRange } from "../diagnostics/index.ts";
import type { Digest, FileAccess } from "../domain/index.ts";
import type { RegisteredConnector, RegisteredProcessor, Registry } from "../registry/index.ts";
import type { ConfigOverride, Runbook } from "../runbook/index.ts";
import type { CheckedDocuments } from "./checked-documents.ts";
import type { ConfigDigests } from "./config-digests.ts";
import type { PastArtifacts } from "./past.ts";

/** A ruleset file. `file` is its path for messages: as written, or joined to the folder of the file that names it. */
export interface RulesetFileName {
  readonly uri: string;
  readonly path: string;
  readonly file: string;
}

/** A ruleset that a component of the runbook uses. */
export interface RulesetUse {
  readonly component: RegisteredConnector | RegisteredProcessor;
  /** Its file, then those that it extends, the nearest first. */
  readonly files: readonly RulesetFileName[];
  /** Where the runbook names it. */
  readonly location: SourceRange;
  /** False if its path comes from a variable and must not be shown. */
  readonly isShown: boolean;
}

/** What the planner needs in addition to a runbook. */
export interface PlanContext {
  readonly registry: Registry;
  /**
   * True if some plugins could not be loaded. A type missing from the registry may belong to one of them, so it is not
   * reported as unknown.
   */
  readonly isRegistryPartial?: boolean;
  readonly files: FileAccess;
  /** The variables whose values replaced the placeholders. */
  readonly env: ReadonlyMap<string, string>;
  /** The store's key, for digests of resolved configurations. */
  readonly hmacKey: Uint8Array;
  readonly wctVersion: string;
  /** True if unset variables are only warnings. Values that depend on one are not checked. */
  readonly noEnv?: boolean;
  /**
   * True if the runbook's own inputs may stay open, for a child runbook that is checked by itself. Its plan then cannot
   * be executed. Default false.
   */
  readonly allowsInputs?: boolean;
  /** Values that replace those of the runbook's configurations; none by default. */
  readonly overrides?: readonly ConfigOverride[];
  /** The recorded artifacts that `reuse` may take. By default there are none. */
  readonly past?: PastArtifacts;
  /** The documents that earlier plans checked. By default, and if null, each is checked. */
  readonly checkedDocuments?: CheckedDocuments | null;
  /**
   * Types of components with labels, for a run that workers make: folders of such artifacts, and of those that have labels
   * themselves, may be absent here. By default every folder must exist.
   */
  readonly labelledTypes?: ReadonlySet<string>;
  /** Called for each ruleset that exists. The planner does not read rules. */
  readonly onRuleset?: (use: RulesetUse) => void;
}

/** The state of planning one runbook. */
export interface Planning extends PlanContext {
  readonly past: PastArtifacts;
  readonly runbook: Runbook;
  readonly report: (problem: Diagnostic) => void;
  readonly digests: ConfigDigests;
  /** The runbooks that it includes; `runbook` contains their artifacts. */
  readonly children: readonly Runbook[];
  /** Returns the digest of a file, which is read once; null if it cannot be read. */
  readonly digestOf: (path: string) => Digest | null;
  /** Lines that contain a secret, which must not be shown; see {@link lineKey}. */
  readonly linesToHide: Set<string>;
}

/** Returns null if the file cannot be read. */
export function digestOrNull(digest: () => Digest): Digest | null {
  try {
    return digest();
  } catch {
    // The reason why a file cannot be read (permissions, a missing mount) does not matter here. It is reported where
    // the file is named.
    return null;
  }
}
