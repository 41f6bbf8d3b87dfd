import { parse, TomlError } from "smol-toml";
import { addValues } from "./plain-values.ts";
import type { RecordForm } from "./record-reader.ts";
import { readWhole } from "./whole-text.ts";

/** TOML. Texts that only look like it are read as settings. */
export const toml: RecordForm = {
  open({ path, extension }) {
    if (extension !== "toml") return undefined;
    return readWhole(path, "TOML", {
      read(text, { root }, collector) {
        collector.records = 1;
        try {
          addValues(root, parse(text), { row: 1, line: 0 });
          return undefined;
        } catch (error) {
          if (!(error instanceof TomlError)) throw error;
          return `looks like TOML; read as text, because it is not well formed at line ${error.line}, column ${error.column}`;
        }
      },
    });
  },
};
