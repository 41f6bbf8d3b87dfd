/*
 * The built-in rulesets: YAML files by their URI.
 *
 * Start at one of the YAML files in this folder; ../rules/ruleset.ts defines their format.
 * Must not know: which processor uses which ruleset.
 */

import type { RulesetFile } from "../../plugin/index.ts";

/** The rulesets that wct includes. */
export const rulesetFiles: readonly RulesetFile[] = [
  {
    uri: "local/personal_data/1.0.0",
    description: "Categories of personal data by names, values and context",
    file: new URL("./personal_data.yaml", import.meta.url),
  },
  {
    uri: "local/data_subjects/1.0.0",
    description: "Categories of persons by names, keys and phrases",
    file: new URL("./data_subjects.yaml", import.meta.url),
  },
  {
    uri: "local/processing_purposes/1.0.0",
    description: "Purposes of processing by names, keys and phrases",
    file: new URL("./processing_purposes.yaml", import.meta.url),
  },
  {
    uri: "local/gdpr_classes/1.0.0",
    description: "Articles of the GDPR by category, subject and purpose",
    file: new URL("./gdpr_classes.yaml", import.meta.url),
  },
];
