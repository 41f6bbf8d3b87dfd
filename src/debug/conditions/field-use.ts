import type { VariableName } from "./variables.ts";

/** A use of a variable in an expression. */
export interface FieldUse {
  readonly variable: VariableName;
  /** The input's id, of `inputs`; null: any input, or another variable. */
  readonly input: string | null;
  /** The field of the value; null: all of them. */
  readonly field: string | null;
}
