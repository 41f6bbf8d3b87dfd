/*
 * Recognises dates of birth in texts, by the words around a date in about thirty languages.
 *
 * Start at birth-date.ts; dates.ts knows how dates are written, cues.ts the words.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { birthDate } from "./birth-date.ts";
