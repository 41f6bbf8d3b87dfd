/*
 * Writes texts as YAML, for the files that wct drafts.
 *
 * Start at yaml-text.ts.
 * Must not know: which files these are.
 */

export { exactPattern, propertyText, yamlText } from "./yaml-text.ts";
