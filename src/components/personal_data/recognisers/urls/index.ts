/*
 * Recognises web addresses that tell of one person.
 *
 * Start at personal-url.ts; profiles.ts knows the sites of profiles, parts.ts the names in paths and queries.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { personalUrl } from "./personal-url.ts";
