import { stringify } from "yaml";
import type { DiagnosticCode } from "../../src/diagnostics/index.ts";
import { graphRules } from "./graph-rules.ts";
import { textRules } from "./text-rules.ts";
import { valueRules } from "./value-rules.ts";

/** An artifact as written in YAML. */
export interface WrittenArtifact {
  inputs?: unknown;
  source?: unknown;
  process?: unknown;
  [key: string]: unknown;
}

export interface WrittenRunbook {
  [key: string]: unknown;
  config: Record<string, unknown>;
  artifacts: Record<string, WrittenArtifact>;
}

/** A valid runbook: three sources, a join, three findings, and a record made of them. */
export const validRunbook = (): WrittenRunbook => ({
  name: "Shop",
  description: "What the shop holds",
  config: { max_concurrency: 4, workers: 2, timeout: 600, cost_limit: 5, retain: "all" },
  artifacts: {
    shop: { source: { type: "sqlite", properties: { database_path: "shop.db" } } },
    texts: { source: { type: "filesystem", properties: { path: "texts" } } },
    letters: { source: { type: "filesystem", properties: { path: "letters" } } },
    all_texts: { inputs: ["texts", "letters"] },
    found: { inputs: ["shop", "all_texts"], process: { type: "personal_data", properties: { min_score: 0.2 } } },
    subjects: { inputs: ["shop", "texts"], process: { type: "data_subject", properties: {} } },
    purposes: { inputs: ["shop", "letters"], process: { type: "processing_purpose", properties: {} } },
    record: {
      inputs: ["found", "subjects", "purposes"],
      process: { type: "gdpr_article_30", properties: { organisation: "organisation.yaml" } },
      output: true,
    },
  },
});

/** What a mutation is, the text of the runbook with it, and the code that must report it. */
export interface Mutation {
  readonly about: string;
  readonly text: string;
  readonly code: DiagnosticCode;
}

/** Changes the valid runbook in place. */
export interface RunbookChange {
  readonly about: string;
  readonly code: DiagnosticCode;
  readonly change: (runbook: WrittenRunbook) => void;
}

/** Changes the text of the valid runbook. */
export interface TextChange {
  readonly about: string;
  readonly code: DiagnosticCode;
  readonly change: (text: string) => string;
}

/** Makes every mutation that the rules describe: each rule is applied wherever it fits. */
export function mutations(): readonly Mutation[] {
  const valid = stringify(validRunbook());
  const changed = [...graphRules(validRunbook()), ...valueRules(validRunbook())].map(({ about, code, change }) => {
    const runbook = validRunbook();
    change(runbook);
    return { about, code, text: stringify(runbook, { aliasDuplicateObjects: false }) };
  });
  return [...changed, ...textRules(validRunbook()).map(({ change, ...rest }) => ({ ...rest, text: change(valid) }))];
}
