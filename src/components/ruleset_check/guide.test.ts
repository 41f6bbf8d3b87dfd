import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { rulesetFiles } from "../rulesets/index.ts";
import { checkRuleset, type RulesetSource } from "./check.ts";
import { testExamples } from "./examples.ts";

const guide = readFileSync(new URL("../../../docs/guide/ruleset.md", import.meta.url), "utf8");
const rulesets = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, text = ""]) =>
  text.includes("\nkind: ") ? [text] : [],
);

const sourceOf = (uri: string, text: string): RulesetSource => ({
  uri,
  bytes: Buffer.from(text),
  plain: () => parse(text),
});
const known = rulesetFiles.map(({ uri, file }) => sourceOf(uri, readFileSync(file, "utf8")));

test.each(rulesets.map((text) => [/^id: (.*)/.exec(text)?.[1] ?? "", text] as const))(
  "the guide's ruleset %s has neither errors nor doubts, and its examples pass",
  async (id, text) => {
    const { extends: base } = parse(text) as { readonly extends?: string };
    const sources = [sourceOf(id, text), ...known.filter(({ uri }) => uri === base)];
    const builtIn = (kind: string) => known.find(({ uri }) => uri.includes(kind)) ?? null;
    const { ruleset, issues } = checkRuleset(sources, { doubts: builtIn });
    expect(issues).toEqual([]);
    expect((await testExamples(ruleset!)).filter(({ passed }) => !passed)).toEqual([]);
  },
);

test("the guide shows a ruleset of each kind of its own, and one that extends", () => expect(rulesets).toHaveLength(3));
