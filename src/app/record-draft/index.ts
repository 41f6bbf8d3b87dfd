/*
 * Drafts an activity for the organisation file from a candidate row of a recorded record of processing.
 *
 * Start at draft-record.ts; activity-yaml.ts writes the text, insert-activities.ts puts it into a file.
 * Must not know: how records are composed (components/), and the terminal.
 */

export { type DraftedActivity, draftRecord, type RecordDraft } from "./draft-record.ts";
