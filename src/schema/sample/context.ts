import type { JsonValue } from "../../domain/index.ts";
import type { Conformity } from "./conformity.ts";
import type { Random } from "./random.ts";
import type { Resources, Subschema } from "./resources.ts";

/**
 * How much sample content contains. `typical`: some elements, and most of what is optional. `empty`: nothing that may be
 * absent. `minimal`: one element in each stream, and otherwise nothing that may be absent.
 */
export const sampleProfiles = ["typical", "empty", "minimal"] as const;
export type SampleProfile = (typeof sampleProfiles)[number];

export interface GenerateContext {
  readonly resources: Resources;
  readonly conformity: Conformity;
  readonly random: Random;
  readonly profile: SampleProfile;
  /** Number of the try, from 0: later tries take simpler content. */
  readonly attempt: number;
  readonly depth: number;
  /** The property that has the value; null for the whole content and for elements. */
  readonly name: string | null;
  /** Place among the values of a list, so that neighbours differ. */
  readonly place: number;
  /** A property that the object must not have, only at the top. */
  readonly omit: string | null;
  /** Repetitions that are left, of all parts together. */
  readonly repetitions: { left: number };
  /** Generates a value that conforms to all schemas. Throws Unsatisfied. */
  readonly generate: (of: readonly Subschema[], context: GenerateContext) => JsonValue;
}

/** Thrown if no value was found: the keyword that could not be satisfied. */
export class Unsatisfied extends Error {
  readonly keyword: string;

  constructor(keyword: string) {
    super(`no value satisfies "${keyword}"`);
    this.keyword = keyword;
  }
}

/** From this depth on, lists are empty and optional properties are absent. */
const deep = 6;
export const isDeep = ({ depth }: GenerateContext): boolean => depth >= deep;
