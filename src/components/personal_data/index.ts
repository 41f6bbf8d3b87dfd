/*
 * Finds personal data in tables and files, by names and by values. All evidence is masked.
 *
 * Start at definition.ts, then analyse.ts. recognisers/ contains the forms of values, fields.ts evaluates the fields of structured files.
 * Must not know: who the data is about and what it is used for, and any layer except the contract in ../../plugin.
 */

export { personalData } from "./definition.ts";
