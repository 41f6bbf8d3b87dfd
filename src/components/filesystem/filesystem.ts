import { defineConnector } from "../../plugin/index.ts";
import { filesystemConfig } from "./config.ts";

/** Reads every file below a folder whose format has a reader. What is not read, or not in full, has a notice. */
export const filesystem = defineConnector({
  type: "filesystem",
  description: "Files of a folder: texts, tables, logs, documents, mails, and what is inside archives, with locations",
  output: "standard_input:1.0.0",
  config: filesystemConfig,
  example: 'path: ./documents\ninclude: ["*.csv", "*.pdf", "*.docx"]\nmax_files: 5000',
  async *extract(context) {
    const { extractFiles } = await import("./extract.ts");
    return yield* extractFiles(context);
  },
  async sourceState(context) {
    const { folderState } = await import("./source-state.ts");
    return folderState(context);
  },
});
