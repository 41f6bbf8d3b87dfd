import builtIn, { loadRulesetCheck } from "../../components/index.ts";
import { type Diagnostic, diagnostic } from "../../diagnostics/index.ts";
import type { FileAccess } from "../../domain/index.ts";
import { maxRulesetBytes, type RulesetFileName, type RulesetUse } from "../../planner/index.ts";
import { issueDiagnostic, type ReadRuleset, readRuleset } from "./issues.ts";

const shipped: ReadonlySet<string> = new Set(builtIn.rulesets.map(({ uri }) => uri));

/**
 * Checks the rulesets that a runbook's components use: their format, what they extend, and the time that their patterns
 * take. Rulesets that come with wct were checked when it was built, and those of other plugins have their own formats.
 */
export async function checkUses(uses: readonly RulesetUse[], files: FileAccess): Promise<readonly Diagnostic[]> {
  const own = uses.filter((use) => use.component.home.plugin === builtIn.name && !isShipped(use));
  if (own.length === 0) return [];
  const { checkRuleset, kindsOfProcessors } = await loadRulesetCheck();
  const checked = new Set<string>();
  const found: Diagnostic[] = [];
  for (const use of own) {
    const kind = kindsOfProcessors[use.component.type];
    const key = JSON.stringify([kind, ...use.files.map(({ path }) => path)]);
    if (kind === undefined || checked.has(key)) continue;
    checked.add(key);
    const sources = readAll(use.files, files);
    const broken = sources.flatMap((source) => (shipped.has(source.uri) ? [] : source.problems()));
    const { issues } = broken.length > 0 ? { issues: [] } : checkRuleset(sources, { kind });
    const located = issues.map((issue) => issueDiagnostic(issue, sourceOf(sources, issue.source)));
    found.push(...[...broken, ...located].map((one) => (use.isShown ? one : atUse(one, use))));
  }
  return found;
}

const isShipped = ({ files }: RulesetUse): boolean => files.length === 1 && shipped.has(files[0]?.uri ?? "");

function readAll(names: readonly RulesetFileName[], files: FileAccess): readonly ReadRuleset[] {
  return names.map(({ uri, path, file }) => readRuleset({ uri, file, bytes: files.read(path, maxRulesetBytes + 1) }));
}

function sourceOf(sources: readonly ReadRuleset[], index: number): ReadRuleset {
  const source = sources[index];
  if (source === undefined) throw new RangeError("an issue names a ruleset that was not given");
  return source;
}

/** A path from a variable is not shown: the message then has the line, and stands where the runbook names the ruleset. */
function atUse({ code, severity, message, hint, location }: Diagnostic, use: RulesetUse): Diagnostic {
  const line = location === undefined ? "" : ` line ${location.line}:`;
  const [first] = use.files;
  const details = { severity, hint, location: use.location };
  return diagnostic(code, { ...details, message: `ruleset "${first?.uri ?? ""}":${line} ${message}` });
}
