/*
 * Recognises IPv4 and IPv6 addresses, and tells them from versions, sections and object identifiers.
 *
 * Start at ip-address.ts. ranges.ts scores an address by itself, context.ts by the text around it, with
 * the words of words.ts.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { ipAddress } from "./ip-address.ts";
