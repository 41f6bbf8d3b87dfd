import type { JsonObject } from "../../domain/index.ts";

export type ListKind = "connectors" | "processors" | "exporters" | "rulesets" | "schemas";

/** A component, ruleset or schema. Properties that its kind does not have are null. */
export interface ListedComponent {
  readonly name: string;
  readonly version: string | null;
  readonly plugin: string | null;
  readonly description: string;
  /** Combinations of schemas; null if the kind has none. */
  readonly inputs: readonly (readonly string[])[] | null;
  readonly output: string | null;
  /** JSON Schema of the configuration, or the schema itself. */
  readonly schema: JsonObject | null;
  readonly example: string | null;
  /** Set only for a ruleset that was requested by name. */
  readonly rules: readonly ListedRule[] | null;
}

/** One rule of a ruleset, with its evidence. */
export interface ListedRule {
  readonly id: string;
  /** The category of data, data subjects or purpose that it finds. */
  readonly category: string;
  /** Kinds of evidence, always in the same order. */
  readonly evidence: readonly string[];
  /** Null if the ruleset is not about personal data. */
  readonly special_category: boolean | null;
  /** The rule as written in its file. */
  readonly rule: Readonly<Record<string, unknown>>;
}
