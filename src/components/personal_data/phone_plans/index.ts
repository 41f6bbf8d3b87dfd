/*
 * Decides whether digits are a phone number in use, from the numbering plans of all countries.
 *
 * Start at numbering-plans.ts. Data and meaning are those of libphonenumber, which a test compares with; only its
 * patterns are compiled once instead of at each check.
 * Must not know: texts and how numbers are written. It reads digits only.
 */

export { NumberingPlans } from "./numbering-plans.ts";
