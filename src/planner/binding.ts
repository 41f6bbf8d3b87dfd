import type { ArtifactId } from "../domain/index.ts";
import type { BoundConfig } from "../plugin/index.ts";
import type { ComponentHome } from "../registry/index.ts";

/** What makes an artifact, ready to be called: holds secrets, so it is never stored or printed. */
export interface Binding {
  readonly home: ComponentHome;
  readonly type: string;
  readonly config: BoundConfig;
}

/** A value from the environment, by the name of its variable. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Everything of a plan that must not get into the record. */
export interface Bindings {
  /** Of every artifact that a component makes. */
  readonly components: ReadonlyMap<ArtifactId, Binding>;
  /** Of secret fields and of `config.secrets`: may appear nowhere. Never empty texts. */
  readonly secretValues: readonly NamedValue[];
  /** Other substituted values of six characters and more: replaced, as whole words, in what is recorded. */
  readonly environmentValues: readonly NamedValue[];
}
