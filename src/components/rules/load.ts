import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import { type Context, type RulesetValue, rulesetDigest } from "../../plugin/index.ts";
import { checkedRuleset } from "./checked.ts";
import type { CompleteRuleset } from "./layers.ts";

/** A loaded ruleset, and the identity that findings refer to. */
export interface LoadedRuleset<R> {
  readonly rules: R;
  readonly identity: { readonly uri: string; readonly digest: string };
}

/** A schema of rulesets. Each kind has one schema. */
type RulesetSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

const limitBytes = 1024 * 1024;

/**
 * Reads and validates a ruleset file, and those that it extends. Reports an error through `fail`, which ends the
 * component, with the line and the cause: RULESET_UNREADABLE, RULESET_SYNTAX or RULESET_INVALID.
 */
export async function loadRuleset<S extends RulesetSchema>(
  { uri, path, bases = [] }: RulesetValue,
  schema: S,
  fail: Context<unknown>["fail"],
): Promise<LoadedRuleset<z.infer<S>>> {
  const files = await Promise.all([{ uri, path }, ...bases].map((file) => readFileOf(file, fail)));
  const identity = { uri, digest: rulesetDigest(files.map(({ digest }) => digest)) };
  const kind = schema.shape.kind.value;
  const key = `${kind} ${identity.digest}`;
  // A kind has only one schema, so this cached ruleset was validated by the same one.
  const known = (recent.get(key) ?? checkedRuleset(kind, identity.digest)) as z.infer<S> | undefined;
  const rules = known ?? (await combined(files, schema, fail));
  remember(key, rules);
  return { rules, identity };
}

interface RulesetText {
  readonly uri: string;
  readonly text: string;
}

async function readFileOf(
  { uri, path }: { readonly uri: string; readonly path: string },
  fail: Context<unknown>["fail"],
): Promise<RulesetText & { readonly digest: string }> {
  const unreadable = () =>
    fail("RULESET_UNREADABLE", `ruleset "${uri}" cannot be read`, "Choose one that `wct rulesets` lists");
  const found = await stat(path).catch(unreadable);
  // Opening a pipe would block until a writer opens it.
  if (!found.isFile()) return unreadable();
  if (found.size > limitBytes)
    return fail("RULESET_UNREADABLE", `ruleset "${uri}" is larger than 1 MiB`, "Split the ruleset");
  const bytes = await readFile(path).catch(unreadable);
  return { uri, text: bytes.toString("utf8"), digest: createHash("sha256").update(bytes).digest("hex") };
}

/** Combines a ruleset with those that it extends, the nearest first. */
async function combined<S extends RulesetSchema>(
  files: readonly (RulesetText & { readonly digest: string })[],
  schema: S,
  fail: Context<unknown>["fail"],
): Promise<z.infer<S>> {
  const last = files.at(-1);
  if (files.length < 2 || last === undefined) return await parseRuleset(last ?? { uri: "", text: "" }, schema, fail);
  // Few rulesets extend another one.
  const { layerIssues, mergeLayer, rulesetSchemas } = await import("./layers.ts");
  const kind = schema.shape.kind.value;
  const layer = rulesetSchemas[kind]?.layer as RulesetSchema;
  const base = checkedRuleset(kind, last.digest) ?? (await parseRuleset(last, schema, fail));
  let rules = base as CompleteRuleset;
  for (const file of files.slice(0, -1).toReversed()) {
    const read = (await parseRuleset(file, layer, fail)) as Parameters<typeof mergeLayer>[1];
    const [issue] = layerIssues(rules, read);
    if (issue !== undefined)
      return fail(
        "RULESET_INVALID",
        `ruleset "${file.uri}": ${issue.message}`,
        `Run \`wct rulesets check\` for the line`,
      );
    rules = mergeLayer(rules, read);
  }
  return rules as z.infer<S>;
}

/** Parses and validates a ruleset text in memory. */
export async function parseRuleset<S extends RulesetSchema>(
  { uri, text }: RulesetText,
  schema: S,
  fail: Context<unknown>["fail"],
): Promise<z.infer<S>> {
  // The YAML library is large, and most rulesets are already validated, so it is loaded only here.
  const { readYaml } = await import("./read-yaml.ts");
  const { plain, error, lineOf } = readYaml(text);
  if (error !== null) {
    const message = `ruleset "${uri}", line ${error.line}: the YAML is not well formed (${error.code})`;
    return fail("RULESET_SYNTAX", message, "Correct the line");
  }
  const result = schema.safeParse(plain);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const line = lineOf(path);
    const where = path.length === 0 ? "" : `${path.join(".")}: `;
    return { line, text: `line ${line}: ${where}${message}` };
  });
  const shown = problems.sort((a, b) => a.line - b.line).slice(0, 5);
  const more = problems.length > shown.length ? ` (and ${problems.length - shown.length} more)` : "";
  return fail(
    "RULESET_INVALID",
    `ruleset "${uri}" is not valid: ${shown.map((one) => one.text).join("; ")}${more}`,
    "Correct the lines",
  );
}

// Reading a ruleset takes longer than analysing a small artifact, and a thread makes many artifacts with the same one.
const recent = new Map<string, unknown>();
const recentAtMost = 4;

function remember(key: string, rules: unknown): void {
  recent.delete(key);
  recent.set(key, rules);
  const [oldest] = recent.keys();
  if (recent.size > recentAtMost && oldest !== undefined) recent.delete(oldest);
}
