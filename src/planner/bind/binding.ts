import type { ArtifactId, NamedValue } from "../../domain/index.ts";
import type { BoundConfig } from "../../plugin/index.ts";
import type { ComponentHome } from "../../registry/index.ts";

/**
 * The component that makes an artifact, with its configuration, ready to be called. Contains secrets, so it is never
 * stored or printed.
 */
export interface Binding {
  readonly home: ComponentHome;
  readonly type: string;
  readonly config: BoundConfig;
}

/** The parts of a plan that must not get into the record. */
export interface Bindings {
  /** The binding of every artifact that a component makes. */
  readonly components: ReadonlyMap<ArtifactId, Binding>;
  /** Values of secret fields and of `config.secrets`. They must not appear anywhere. Never contains empty texts. */
  readonly secretValues: readonly NamedValue[];
  /** Other substituted values of six characters and more. They are replaced, as whole words, in what is recorded. */
  readonly environmentValues: readonly NamedValue[];
}
