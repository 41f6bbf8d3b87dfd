import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import type { Context, RulesetValue } from "../../plugin/index.ts";
import { checkedRuleset } from "./checked.ts";

/** A loaded ruleset, and the identity that findings refer to. */
export interface LoadedRuleset<R> {
  readonly rules: R;
  readonly identity: { readonly uri: string; readonly digest: string };
}

/** A schema of rulesets. Each kind has one schema. */
type RulesetSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

const limitBytes = 1024 * 1024;

/**
 * Reads and validates a ruleset file. Reports an error through `fail`, which ends the component, with the line and the
 * cause: RULESET_UNREADABLE, RULESET_SYNTAX or RULESET_INVALID.
 */
export async function loadRuleset<S extends RulesetSchema>(
  { uri, path }: RulesetValue,
  schema: S,
  fail: Context<unknown>["fail"],
): Promise<LoadedRuleset<z.infer<S>>> {
  const unreadable = () =>
    fail("RULESET_UNREADABLE", `ruleset "${uri}" cannot be read`, "Choose one that `wct rulesets` lists");
  const found = await stat(path).catch(unreadable);
  // Opening a pipe would block until a writer opens it.
  if (!found.isFile()) return unreadable();
  if (found.size > limitBytes)
    return fail("RULESET_UNREADABLE", `ruleset "${uri}" is larger than 1 MiB`, "Split the ruleset");
  const bytes = await readFile(path).catch(unreadable);
  const identity = { uri, digest: createHash("sha256").update(bytes).digest("hex") };
  const kind = schema.shape.kind.value;
  const key = `${kind} ${identity.digest}`;
  // A kind has only one schema, so this cached ruleset was validated by the same one.
  const known = (recent.get(key) ?? checkedRuleset(kind, identity.digest)) as z.infer<S> | undefined;
  const rules = known ?? (await parseRuleset({ uri, text: bytes.toString("utf8") }, schema, fail));
  remember(key, rules);
  return { rules, identity };
}

/** Parses and validates a ruleset text in memory. */
export async function parseRuleset<S extends RulesetSchema>(
  { uri, text }: { readonly uri: string; readonly text: string },
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
