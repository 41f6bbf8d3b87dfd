/*
 * The words in which people read locations, shares, periods and ids of a record of processing.
 *
 * Start at record-words.ts.
 * Must not know: where the words are shown.
 */

export { type LocatorLike, locationText } from "./location-text.ts";
export { formatPercent, percentOf } from "./percent.ts";
export { declaredTermText, periodText, termText } from "./record-words.ts";
