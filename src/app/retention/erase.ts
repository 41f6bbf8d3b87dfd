import { wctError } from "../../diagnostics/index.ts";
import type { EraseReport, EraseRequest, RecordStore, RunId } from "../../domain/index.ts";
import { resolveRun } from "../open/index.ts";
import { findOccurrences, type Occurrence, type Occurrences, withOccurrences } from "./occurrences.ts";
import { fewestLetters, folded } from "./search.ts";

/** What is erased, and from which runs. */
export interface ErasureRules {
  /** The text that identifies the person. */
  readonly subject: string;
  /** References to the runs to search; undefined: all. */
  readonly runs?: readonly string[] | undefined;
  /** Erases runbooks and plans as well: such a run can then only be listed. */
  readonly includeDefinition?: boolean | undefined;
}

/** Where the person was found; `erased` is false for a definition that is kept. */
export interface FoundSubject extends Occurrences {
  readonly objects: readonly (Occurrence & { readonly erased: boolean })[];
}

/** What an erasure does or would do. It never contains the subject, nor anything derived from it. */
export interface Erasure {
  readonly found: FoundSubject;
  readonly report: EraseReport;
}

/** Returns the subject in the form used for searching. Throws WCT_USAGE if it is too short to identify one person. */
export function requireSubject(text: string): string {
  const needle = folded(text).trim();
  if ([...needle].length >= fewestLetters) return needle;
  throw wctError("WCT_USAGE", {
    message: `--subject has fewer than ${fewestLetters} characters`,
    hint: "use text that identifies only this person: a full name, an address, a number",
  });
}

/**
 * Searches, and changes nothing. Throws WCT_USAGE for a subject that is too short, WCT_RUN_*, and the errors of the
 * store.
 */
export async function planErasure(store: RecordStore, rules: ErasureRules): Promise<Erasure> {
  const needle = requireSubject(rules.subject);
  const found = withErased(await findOccurrences(store, await chosen(store, rules.runs), needle), rules);
  return { found, report: await store.erase(requestFor(found, rules, "tell")) };
}

/**
 * Erases repeatedly until the store reports that everything it contains was searched: runs may have ended or appeared
 * in the meantime. With `onlyPlanned`, new occurrences are kept. Throws WCT_RUN_ACTIVE, and the errors of {@link
 * planErasure}.
 */
export async function erase(
  store: RecordStore,
  planned: Erasure,
  { onlyPlanned, ...rules }: ErasureRules & { readonly onlyPlanned: boolean },
): Promise<Erasure> {
  const needle = requireSubject(rules.subject);
  let { found } = planned;
  for (;;) {
    const { searched, ...rest } = requestFor(found, rules, "do");
    const report = await store.erase(onlyPlanned ? rest : { searched, ...rest });
    requireNoActiveRun(report);
    if (report.unsearched.length === 0) return { found, report };
    found = withErased(withOccurrences(found, await findOccurrences(store, report.unsearched, needle)), rules);
  }
}

/** Refuses to erase during a run: it may be producing the same content again. Throws WCT_RUN_ACTIVE. */
export function requireNoActiveRun({ active: [first] }: EraseReport): void {
  if (first === undefined) return;
  throw wctError("WCT_RUN_ACTIVE", {
    message: `nothing was erased: run "${first}" is still running and may be writing the same content`,
    hint: "wait until it ends, or stop it, and then erase",
  });
}

const requestFor = (
  { objects, searched }: FoundSubject,
  { runs }: ErasureRules,
  mode: EraseRequest["mode"],
): Required<EraseRequest> => ({
  digests: [...new Set(objects.filter(({ erased }) => erased).map(({ digest }) => digest))],
  searched: { events: searched, scope: runs === undefined ? "all" : "these" },
  mode,
});

async function chosen(store: RecordStore, references: readonly string[] | undefined): Promise<readonly RunId[]> {
  if (references === undefined) return await store.executions.ids();
  const ids: RunId[] = [];
  for (const reference of references) ids.push((await resolveRun(store.executions, reference)).id);
  return [...new Set(ids)];
}

const withErased = (found: Occurrences, { includeDefinition = false }: ErasureRules): FoundSubject => ({
  ...found,
  objects: found.objects.map((one) => ({ ...one, erased: includeDefinition || !isDefinition(one) })),
});

const isDefinition = ({ kind }: Occurrence): boolean => kind === "plan" || kind === "runbook";
