/*
 * Finds what letters and forms say of a person by two things that stand together: a word for pay and an amount, a label for
 * religion and what people write there, a word for a member and the name of a union.
 *
 * Start at statement.ts, what a statement is; then union.ts, a short table, and find-statements.ts.
 * Must not know: rules, names and files. The caller says where persons are.
 */

export { saidAt, statementsByTrigger } from "./find-statements.ts";
export { addressesOne } from "./persons.ts";
export type { SaidOfPerson, Statement } from "./statement.ts";
