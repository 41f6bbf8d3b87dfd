/*
 * The connector that reads text files below a folder, within limits, and reports what it leaves out.
 *
 * Start at filesystem.ts, then extract.ts. walk.ts finds the files, encoding.ts decides what is text.
 * Must not know: what the texts mean, and any layer except the contract in ../../plugin.
 */

export { filesystem } from "./filesystem.ts";
