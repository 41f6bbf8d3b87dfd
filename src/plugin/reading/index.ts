/*
 * What connectors use to read content: files of all formats, and records with fields, as items of `standard_input`.
 *
 * Start at read-content.ts. The readers of formats are imported on use, so that loading a plugin stays fast.
 * Must not know: where the content comes from.
 */

export { type ContentFile, type ContentPart, type ReadingOptions, readContent, readingLimits } from "./read-content.ts";
export { collectRecords, type RecordCollector } from "./records.ts";
