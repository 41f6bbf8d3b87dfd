import { defineConnector, definePlugin, file } from "wct-cli/plugin";
import { z } from "zod";
import { readRows } from "./csv.ts";

const csv = defineConnector({
  type: "csv",
  description: "Rows of a CSV file, one piece each",
  output: "standard_input:1.0.0",
  config: z.strictObject({
    path: file().describe("The CSV file, in UTF-8"),
    delimiter: z.string().length(1).default(",").describe("What separates fields"),
  }),
  example: "path: ./customers.csv\n",
  async *extract({ config, signal, log, fail }) {
    const { path, shown } = config.path;
    let rows = 0;
    for await (const row of readRows(path, { delimiter: config.delimiter, signal })) {
      if (row.unclosed) fail("UNCLOSED_QUOTE", `the quote that opens in line ${row.line} is never closed`, "close it");
      rows += 1;
      const content = row.fields.map(({ name, value }) => `${name}: ${value}`).join("\n");
      yield {
        id: `${shown}:${row.line}`,
        kind: "text",
        content,
        locator: { kind: "file", path: shown, line: row.line },
      };
    }
    log.info(`read ${rows} rows`);
    return {
      name: shown,
      source: { kind: "filesystem", connector: "csv", location: shown },
      limits: { truncated: false, notices: [] },
      summary: { items: rows },
    };
  },
});

export default definePlugin({ name: "wct-csv", version: "1.0.0", wct: "^0.1.0", components: [csv] });
