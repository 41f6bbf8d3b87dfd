import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Context, RulesetValue } from "../../plugin/index.ts";

/** A ruleset that was read, and the identity that findings state. */
export interface LoadedRuleset<R> {
  readonly rules: R;
  readonly identity: { readonly uri: string; readonly digest: string };
}

const limitBytes = 1024 * 1024;

/**
 * Reads and checks a ruleset file. Anything wrong ends the component through `fail`, with the line and what is wrong:
 * RULESET_UNREADABLE, RULESET_SYNTAX or RULESET_INVALID.
 */
export async function loadRuleset<S extends z.ZodType>(
  { uri, path }: RulesetValue,
  schema: S,
  fail: Context<unknown>["fail"],
): Promise<LoadedRuleset<z.infer<S>>> {
  const bytes = await readFile(path).catch(() =>
    fail("RULESET_UNREADABLE", `ruleset "${uri}" cannot be read`, "Choose one that `wct rulesets` lists"),
  );
  if (bytes.length > limitBytes)
    fail("RULESET_UNREADABLE", `ruleset "${uri}" is larger than 1 MiB`, "Split the ruleset");
  const identity = { uri, digest: createHash("sha256").update(bytes).digest("hex") };
  return { rules: parseRuleset({ uri, text: bytes.toString("utf8") }, schema, fail), identity };
}

/** The same for a text in memory. */
export function parseRuleset<S extends z.ZodType>(
  { uri, text }: { readonly uri: string; readonly text: string },
  schema: S,
  fail: Context<unknown>["fail"],
): z.infer<S> {
  const known = plainTexts.get(text);
  const again = known === undefined ? undefined : schema.safeParse(known);
  if (again?.success) return again.data;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line;
    return fail(
      "RULESET_SYNTAX",
      `ruleset "${uri}", line ${line}: the YAML is not well formed (${error.code})`,
      "Correct the line",
    );
  }
  const plain: unknown = document.toJS({ maxAliasCount: 100 });
  const result = schema.safeParse(plain);
  if (result.success) {
    remember(text, plain);
    return result.data;
  }
  const problems = result.error.issues.map((issue) => {
    const { node, depth } = nearestNode(document, issue.path);
    const line = node === undefined ? 1 : lines.linePos(node).line;
    const where = issue.path.slice(0, Math.max(depth, issue.path.length)).join(".");
    return { line, text: `line ${line}: ${where === "" ? "" : `${where}: `}${issue.message}` };
  });
  const shown = problems.sort((a, b) => a.line - b.line).slice(0, 5);
  const more = problems.length > shown.length ? ` (and ${problems.length - shown.length} more)` : "";
  return fail(
    "RULESET_INVALID",
    `ruleset "${uri}" is not valid: ${shown.map((one) => one.text).join("; ")}${more}`,
    "Correct the lines",
  );
}

// Reading a ruleset's YAML takes longer than analysing a small artifact, and a thread makes many with the same one.
const plainTexts = new Map<string, unknown>();
const plainTextsAtMost = 4;

function remember(text: string, plain: unknown): void {
  for (const oldest of plainTexts.keys()) {
    if (plainTexts.size < plainTextsAtMost) break;
    plainTexts.delete(oldest);
  }
  plainTexts.set(text, plain);
}

/** A missing key has no node of its own: the nearest one around it stands in. */
function nearestNode(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]) {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (hasRange(node)) return { node: node.range[0], depth };
  }
  return { node: document.contents?.range?.[0], depth: 0 };
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
