import * as z from "zod";
import { defineProcessor } from "../../plugin/index.ts";
import { personalDataConfig } from "./config.ts";

/** Finds personal data by the names of columns and keys, by values, and by the words around them. */
export const personalData = defineProcessor({
  type: "personal_data",
  description: "Personal data in tables, structured files and texts, with masked evidence",
  inputs: [["standard_input:1.0.0", "recognised_text:1.0.0?"]],
  output: "personal_data_finding:1.0.0",
  config: personalDataConfig,
  example: "min_score: 0.5\nregions: [DE, AT, CH]\nallow:\n  values: [info@example.org]",
  // Evidence that shows values as they were found is treated like the source that contains them.
  sensitivityOf: ({ evidence }) =>
    z.looseObject({ mode: z.literal("plain") }).safeParse(evidence).success ? "raw" : "masked",
  async *process(context) {
    const { analysePersonalData } = await import("./analyse.ts");
    return yield* analysePersonalData(context);
  },
});
