import type { RulesetFile } from "../../plugin/index.ts";

/** The rulesets that wct ships. */
export const rulesetFiles: readonly RulesetFile[] = [
  {
    uri: "local/personal_data/1.0.0",
    description: "Categories of personal data by names, values and context",
    file: new URL("./personal-data-1.0.0.yaml", import.meta.url),
  },
];
