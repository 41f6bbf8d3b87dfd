/*
 * E-mail addresses, and what their mailbox tells: a person, a function of an organisation, or a program.
 *
 * Start at email.ts; role-mailboxes.ts lists the functions.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { email } from "./email.ts";
