/*
 * Recognises passwords, keys and other secrets in texts.
 *
 * Start at credential.ts. tokens.ts knows keys by their form, labelled.ts the words before a secret, placeholders.ts what
 * only looks like one.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { credential } from "./credential.ts";
export { isPlaceholder } from "./placeholders.ts";
