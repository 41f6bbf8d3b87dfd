import type { ValidateReturn } from "stdnum/lib/cjs/types.js";

/** Makes a check of a validator of stdnum. Numbers of companies do not pass. */
export function personal(validate: (value: string) => ValidateReturn): (compact: string) => boolean {
  return (compact) => {
    const result = validate(compact);
    return result.isValid && (result.isIndividual || !result.isCompany);
  };
}

/** Makes a check of a validator of stdnum that does not tell persons from companies. */
export function valid(validate: (value: string) => ValidateReturn): (compact: string) => boolean {
  return (compact) => validate(compact).isValid;
}
