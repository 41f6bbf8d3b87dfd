/*
 * The built-in plugin: connectors, processors, exporters and rulesets, one folder each.
 *
 * Start at a component, such as filesystem/. The processors share rules/ and signals/.
 * Must not know: any layer except the contract in ../plugin. What built-in components need is available to every
 * plugin.
 */

import { builtInSchemas, definePlugin } from "../plugin/index.ts";
import { dataSubject } from "./data_subject/index.ts";
import { csv, html, json, markdown, ndjson, sarif, xlsx } from "./exporters/index.ts";
import { filesystem } from "./filesystem/index.ts";
import { gdprArticle30Processor } from "./gdpr_article_30/index.ts";
import { gdprClassifier } from "./gdpr_classifier/index.ts";
import { mysql } from "./mysql/index.ts";
import { personalData } from "./personal_data/index.ts";
import { postgres } from "./postgres/index.ts";
import { processingPurpose } from "./processing_purpose/index.ts";
import { rulesetFiles } from "./rulesets/index.ts";
import { sqlDump } from "./sql_dump/index.ts";
import { sqlite } from "./sqlite/index.ts";

// This file imports definitions only. A component imports its implementation when it is called, so that planning stays
// fast.
export default definePlugin({
  name: "wct",
  version: "0.1.0",
  wct: "^0.1.0",
  components: [
    filesystem,
    sqlite,
    sqlDump,
    postgres,
    mysql,
    personalData,
    dataSubject,
    processingPurpose,
    gdprClassifier,
    gdprArticle30Processor,
    json,
    markdown,
    html,
    ndjson,
    csv,
    sarif,
    xlsx,
  ],
  schemas: builtInSchemas,
  rulesets: rulesetFiles,
});

export type { CheckedRuleset, ExampleResult, RulesetIssue } from "./ruleset_check/index.ts";

/** Loads the checks of ruleset files. They need the analysers, which few commands do. */
export const loadRulesetCheck = () => import("./ruleset_check/index.ts");
