import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { changed, changes } from "../changes.ts";
import { planWithPromises } from "../promises.ts";
import { type Tree, validRunbook } from "../runbook-model.ts";
import { bytesOf, type Target, textOf } from "../target.ts";
import { choicesOf, printYaml } from "../yaml-styles.ts";

const styles = fc.array(fc.nat(59), { minLength: 1, maxLength: 40 });

/** A valid runbook and how to write it, as the JSON that a failing input is kept as. */
const styled = fc
  .record({ tree: validRunbook, styles: fc.array(styles, { minLength: 2, maxLength: 2 }) })
  .map((both) => bytesOf(JSON.stringify(both)));

/** The plan, without what a style may change: the runbook's digest, and where things stand. */
async function planOf(tree: Tree, style: readonly number[]): Promise<unknown> {
  const text = printYaml(tree, choicesOf(style));
  const result = await planWithPromises(bytesOf(text));
  if (!result.ok) throw new Error(`${result.diagnostics[0]?.message}\n${text}`);
  const { runbook, ...plan } = result.plan;
  const { digest: _, ...book } = runbook;
  return { ...plan, book, artifacts: plan.artifacts.map(({ location: _, ...artifact }) => artifact) };
}

const oneDocument: Target = {
  name: "runbook-styles",
  inputs: styled,
  runs: 60,
  check: async (input) => {
    const { tree, styles }: { tree: Tree; styles: readonly [number[], number[]] } = JSON.parse(textOf(input));
    const plain = await planOf(tree, []);
    for (const style of styles) expect(await planOf(tree, style)).toEqual(plain);
  },
};

// What a grammar knows: YAML's marks, the runbook's words, and what careless code trips over.
const tokens = [
  ..."-?:,[]{}#&*!|>'\"%@`\\".split(""),
  ...["\n", "\r\n", "\r", "\t", "  ", "\n\n", "\n    ", "- ", "? ", ": ", ",", "<<: ", "<<: *a", "&a ", "*a", "*a : "],
  ...[
    "!!str ",
    "!!binary ",
    "!!map ",
    "!tag ",
    "!<tag:x> ",
    "%YAML 1.1\n---\n",
    "---\n",
    "...\n",
    "|\n",
    ">-\n",
    "|9\n",
  ],
  ...["${", "${FILE}", "${NOT_SET}", "${SECRET_VALUE}", "$${", "${A:-${B}}", "}", "${:-}", "${FILE:-"],
  ...["__proto__", "constructor", "__proto__: { type: csv }", "toString: 1", "null", "true", "~", ".inf", ".nan"],
  ...[
    "1e999",
    "9".repeat(40),
    "0x1F",
    "0o17",
    "1_000",
    "-0",
    "2026-01-01",
    "yes",
    "é",
    "😀",
    "\ufeff",
    "\u2028",
    "\u0085",
  ],
  ...[
    "\u0000",
    "\u001b[31m",
    "\ud800",
    "artifacts:",
    "inputs: ",
    "source: ",
    "process: ",
    "reuse: ",
    "child_runbook: ",
  ],
  ...["[".repeat(70), "{a: ".repeat(70), "- ".repeat(70), "a: ", "a:\n", "name: x\n", "config: { timeout: 1 }\n", "*"],
] as const;

const pieces = /[A-Za-z0-9_]+|\n[ \t]*|[^A-Za-z0-9_\n]/gu;

interface Edit {
  readonly kind: "delete" | "double" | "swap" | "put" | "indent" | "repeat";
  readonly at: number;
  readonly token: string;
  readonly count: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("delete", "double", "swap", "put", "put", "indent", "repeat"),
  at: fc.nat(100_000),
  token: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...tokens) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
  ),
  count: fc.nat(9),
});

function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = text.match(pieces) ?? [];
  for (const { kind, at, token, count } of edits) {
    const place = at % (parts.length + 1);
    if (kind === "delete") parts.splice(place, 1 + count);
    else if (kind === "double") parts.splice(place, 0, ...parts.slice(place, place + 1 + count * 4));
    else if (kind === "swap") parts.splice(place, 2, ...parts.slice(place, place + 2).reverse());
    else if (kind === "indent") parts.splice(place, 0, `\n${" ".repeat(count)}`);
    else if (kind === "repeat") parts.splice(place, 0, token.repeat(1 + count * 30));
    else parts.splice(place, 0, token);
  }
  return parts.join("");
}

const root = join(import.meta.dirname, "../../..");
const written = [
  "examples/webshop/runbook.yaml",
  ...readdirSync(join(root, "test/fixtures/runbooks/plan")).map((file) => `test/fixtures/runbooks/plan/${file}`),
].flatMap((file) => (file.endsWith(".yaml") ? [readFileSync(join(root, file))] : []));

const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(validRunbook, styles).map(([tree, style]) => printYaml(tree, choicesOf(style))) },
  { weight: 1, arbitrary: fc.constantFrom(...written).map(textOf) },
);

const mutatedTokens: Target = {
  name: "runbook-tokens",
  inputs: fc
    .tuple(anyText, fc.array(edit, { minLength: 1, maxLength: 5 }))
    .map(([text, edits]) => bytesOf(edited(text, edits))),
  runs: 250,
  check: async (input) => void (await planWithPromises(input)),
};

const onlyTokens: Target = {
  name: "runbook-soup",
  inputs: fc
    .array(fc.constantFrom(...tokens), { maxLength: 30 })
    .map((all) => bytesOf(`name: n\ndescription: d\nartifacts:\n  a: ${all.join("")}`)),
  runs: 700,
  check: async (input) => void (await planWithPromises(input)),
};

const mutatedBytes: Target = {
  name: "runbook-bytes",
  inputs: fc.tuple(fc.constantFrom(...written), changes).map(([bytes, all]) => changed(bytes, all)),
  runs: 300,
  check: async (input) => void (await planWithPromises(input)),
};

export const runbookTargets: readonly Target[] = [oneDocument, mutatedTokens, onlyTokens, mutatedBytes];
