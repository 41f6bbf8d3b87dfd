/*
 * Lets a person edit the output of an artifact in an editor, in a file that only its owner may read.
 *
 * Start at edit-output.ts; edited-files.ts keeps and removes the files.
 * Must not know: what a session does with the result.
 */

export { editOutput } from "./edit-output.ts";
export { EditedFiles } from "./edited-files.ts";
