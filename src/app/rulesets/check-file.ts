import { readFileSync } from "node:fs";
import builtIn, { type CheckedRuleset, loadRulesetCheck } from "../../components/index.ts";
import type { Diagnostic } from "../../diagnostics/index.ts";
import type { Host } from "../host/index.ts";
import { loadRegistry } from "../plugins/index.ts";
import { issueDiagnostic, type ReadRuleset, readRuleset } from "./issues.ts";
import { openRuleset } from "./open-ruleset.ts";

export interface CheckedFile {
  /** Null if the ruleset has errors. */
  readonly ruleset: NonNullable<CheckedRuleset["ruleset"]> | null;
  readonly sources: readonly ReadRuleset[];
  /** Errors and warnings, in the order of the files and lines. */
  readonly diagnostics: readonly Diagnostic[];
}

interface CheckRequest {
  /** Plugins to load in addition to those of `wct.yaml`. */
  readonly plugins?: readonly string[] | undefined;
  /** Whether rules that probably do not do what their author wants are reported as warnings. */
  readonly doubts: boolean;
}

/** Checks a ruleset, given by its URI or path. Throws WCT_RULESET_UNREADABLE and the errors of plugins. */
export async function checkRulesetFile(host: Host, named: string, request: CheckRequest): Promise<CheckedFile> {
  const { sources, problems } = openRuleset(host, named, await loadRegistry(host, request.plugins));
  const broken = [...sources.flatMap((source) => source.problems()), ...problems];
  if (broken.length > 0 && sources.some((source) => source.problems().length > 0)) {
    return { ruleset: null, sources, diagnostics: inOrder(broken, sources) };
  }
  const { checkRuleset } = await loadRulesetCheck();
  const { ruleset, issues } = checkRuleset(sources, request.doubts ? { doubts: builtInOf } : {});
  const located = issues.flatMap((issue) => {
    const source = sources[issue.source];
    return source === undefined ? [] : issueDiagnostic(issue, source);
  });
  const diagnostics = inOrder([...broken, ...located], sources);
  return { ruleset: broken.length > 0 ? null : ruleset, sources, diagnostics };
}

/** Returns the built-in ruleset of a kind. */
function builtInOf(kind: string): ReadRuleset | null {
  const found = builtIn.rulesets.find(({ uri }) => uri.split("/")[1] === kind);
  if (found === undefined) return null;
  return readRuleset({ uri: found.uri, file: found.uri, bytes: readFileSync(found.file) });
}

function inOrder(all: readonly Diagnostic[], sources: readonly ReadRuleset[]): readonly Diagnostic[] {
  const place = ({ location }: Diagnostic) => sources.findIndex(({ file }) => file === location?.file);
  const line = ({ location }: Diagnostic) => location?.line ?? 0;
  const column = ({ location }: Diagnostic) => location?.column ?? 0;
  return all.toSorted((a, b) => place(a) - place(b) || line(a) - line(b) || column(a) - column(b));
}
