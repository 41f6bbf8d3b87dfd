/*
 * What keys say: a key to a list of values says a value of a person, such as the gender, and a key to another row does not.
 *
 * Start at coded-words.ts for the names, and at key-targets.ts for what the structure of a database says of a key.
 * value-list.ts tells lists from other tables, and addresses.ts finds tables of addresses by the keys to them.
 * Must not know: rules and values.
 */

export { withAddresses } from "./addresses.ts";
export { codedWords, isKeyName, saysConcept, saysList } from "./coded-words.ts";
export { isTypeOfKeys, type KeyFacts, KeyTargets } from "./key-targets.ts";
export { isKeyOfRow } from "./row-keys.ts";
export { longerName } from "./value-list.ts";
