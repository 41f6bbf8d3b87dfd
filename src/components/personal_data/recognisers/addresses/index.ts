/*
 * Recognises postal addresses of about forty countries in texts.
 *
 * Start at postal-address.ts: it goes from a number to the street beside it, and from there to the other parts.
 * Must not know: rules, columns and files. It reads texts only.
 */

export { postalAddress } from "./postal-address.ts";
