/*
 * Finds numbers that states, schools, insurers and companies give to persons: national and tax numbers, passports,
 * number plates, customer numbers.
 *
 * Start at kind.ts for what a kind of number is, then find.ts. The kinds are in kinds/, one table for each region.
 * Must not know: recognisers, rules and columns. It reads texts only.
 */

export { findNumbers, testNumber } from "./find.ts";
export type { NumberGroup, NumberMatch } from "./kind.ts";
export { isLabelled } from "./labels.ts";
