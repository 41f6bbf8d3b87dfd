// Reads and checks the built-in rulesets at build time, because a thread needs more time to read their YAML than to
// make a small artifact.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { parse } from "yaml";
import { joinLanguages } from "../src/components/rules/languages.ts";
import {
  dataSubjectRuleset,
  gdprClassRuleset,
  personalDataRuleset,
  processingPurposeRuleset,
} from "../src/components/rules/ruleset.ts";
import { rulesetFiles } from "../src/components/rulesets/index.ts";

const schemas = [personalDataRuleset, dataSubjectRuleset, processingPurposeRuleset, gdprClassRuleset];

/** Puts the content of the rulesets into the bundle. The module has the same exports as the one it replaces. */
export const checkedRulesets: Plugin = {
  name: "checked-rulesets",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]components[\\/]rules[\\/]checked\.ts$/ }, () => {
      const entries = rulesetFiles.map(({ file }) => {
        const bytes = readFileSync(file);
        const digest = createHash("sha256").update(bytes).digest("hex");
        const { kind, rules } = checked(parse(bytes.toString("utf8")));
        return [`${kind} ${digest}`, JSON.stringify(rules)];
      });
      const contents = `const texts = ${JSON.stringify(Object.fromEntries(entries))};
export function checkedRuleset(kind, digest) {
  const key = kind + " " + digest;
  return Object.hasOwn(texts, key) ? JSON.parse(texts[key]) : undefined;
}
`;
      return { contents, loader: "js" };
    });
  },
};

function checked(plain: { readonly kind: string }): { readonly kind: string; readonly rules: unknown } {
  const schema = schemas.find(({ shape }) => shape.kind.value === plain.kind);
  if (schema === undefined) throw new Error(`no schema of rulesets is of the kind ${plain.kind}`);
  if (plain.kind === "personal_data")
    return { kind: plain.kind, rules: joinLanguages(personalDataRuleset.parse(plain)) };
  return { kind: plain.kind, rules: schema.parse(plain) };
}
