import { defineConnector } from "../../plugin/index.ts";
import { filesystemConfig } from "./config.ts";

/**
 * Reads the text files of a folder without conversion: encoded parts of a mail message (.eml) stay encoded, and
 * documents such as PDF are left out with a notice.
 */
export const filesystem = defineConnector({
  type: "filesystem",
  description: "Text files of a folder, split into pieces with locations",
  output: "standard_input:1.0.0",
  config: filesystemConfig,
  example: 'path: ./documents\ninclude: ["*.txt", "*.csv"]\nmax_files: 5000',
  async *extract(context) {
    const { extractFiles } = await import("./extract.ts");
    return yield* extractFiles(context);
  },
  async sourceState(context) {
    const { folderState } = await import("./source-state.ts");
    return folderState(context);
  },
});
