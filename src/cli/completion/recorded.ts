import { openRun, readStore } from "../../app/open/index.ts";
import { isJsonObject, type JsonObject, type RunSummary } from "../../domain/index.ts";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";
import { tagsOf } from "./tags.ts";

/** More would fill several screens; a longer prefix finds the rest. */
const mostRuns = 100;

/** Returns `latest`, `latest~1`, `latest~2`, `previous`, `latest:<status>` as far as such runs exist, and ids, newest first. */
export async function runReferences(io: Io, storeOption: string | undefined, written: string) {
  await using store = await readStore(io, storeOption);
  const all = await store.executions.runs();
  const fitting = all.filter(({ id }) => id.startsWith(written)).slice(0, mostRuns);
  return [...latest(all), ...fitting.map((run): CompletionCandidate => ({ value: run.id, about: aboutRun(run) }))];
}

function latest(all: readonly RunSummary[]): readonly CompletionCandidate[] {
  const [newest] = all;
  if (newest === undefined) return [];
  const previous = all.slice(1).filter(({ runbook }) => runbook.path === newest.runbook.path);
  const newestOf = new Map(all.toReversed().map((run) => [run.status, run]));
  return [
    { value: "latest", about: aboutRun(newest) },
    ...all.slice(1, 3).map((run, index) => ({ value: `latest~${index + 1}`, about: aboutRun(run) })),
    ...previous.slice(0, 1).map((run) => ({ value: "previous", about: aboutRun(run) })),
    ...[...newestOf].map(([status, run]) => ({ value: `latest:${status}`, about: aboutRun(run) })),
  ];
}

const aboutRun = ({ status, runbook, startedAt }: RunSummary): string =>
  `${status}, ${runbook.path}, ${startedAt.slice(0, 16).replace("T", " ")}`;

/** Returns the paths of the runbooks of recorded runs, that of the newest run first. */
export async function recordedRunbooks(
  io: Io,
  storeOption: string | undefined,
): Promise<readonly CompletionCandidate[]> {
  await using store = await readStore(io, storeOption);
  const all = await store.executions.runs();
  const names = new Map(all.map(({ runbook }) => [runbook.path, runbook.name]));
  return [...names].map(([value, about]) => ({ value, about }));
}

/** Returns the ids of the artifacts of a run, or of a bundle, in plan order. */
export async function artifactIds(io: Io, storeOption: string | undefined, reference: string) {
  const found: CompletionCandidate[] = [];
  for (const { id, name, description } of await plannedArtifacts(io, storeOption, reference)) {
    if (isText(id)) found.push({ value: id, about: [name, description].find(isText) ?? "" });
  }
  return found;
}

/** Returns `tag:NAME` for each tag of a run, or of a bundle. */
export async function recordedTags(io: Io, storeOption: string | undefined, reference: string) {
  const all = await plannedArtifacts(io, storeOption, reference);
  return tagsOf(all.map(({ tags }) => ({ tags: Array.isArray(tags) ? tags.filter(isText) : [] })));
}

/** More would fill several screens; a longer prefix finds the rest. */
const mostFindings = 1000;

/** Returns the ids of the findings of a run, with what and where each is. */
export async function findingIds(io: Io, storeOption: string | undefined, reference: string) {
  const all = await findingsIn(io, storeOption, reference);
  return all
    .slice(0, mostFindings)
    .map(({ id, what, place }): CompletionCandidate => ({ value: id, about: `${what}, ${place}` }));
}

/** Returns the categories, subjects and purposes of the findings of a run. */
export async function findingCategories(io: Io, storeOption: string | undefined, reference: string) {
  const all = await findingsIn(io, storeOption, reference);
  const kinds = new Map(all.map(({ what, kind }) => [what, kind] as const));
  return [...kinds].map(([value, about]): CompletionCandidate => ({ value, about }));
}

async function findingsIn(io: Io, storeOption: string | undefined, reference: string) {
  const { judgedFindings } = await import("../../app/findings/index.ts");
  const { readRecord } = await import("../../app/record/index.ts");
  await using opened = await openRun(io, reference, storeOption);
  const found: { readonly id: string; readonly what: string; readonly place: string; readonly kind: string }[] = [];
  const record = await readRecord(opened.store, opened.run);
  await judgedFindings(opened.store, record, ({ id, what, place, kind }) => {
    if (id !== "") found.push({ id, what, place, kind });
  });
  return found;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Only the plan is read: a run may have any number of events. */
async function plannedArtifacts(
  io: Io,
  storeOption: string | undefined,
  reference: string,
): Promise<readonly JsonObject[]> {
  await using opened = await openRun(io, reference, storeOption);
  const { store, run } = opened;
  for await (const event of store.executions.events(run.id)) {
    if (event.type !== "run.started") break;
    const plan = await (await store.artifacts.open(event.plan)).rest();
    return Array.isArray(plan["artifacts"]) ? plan["artifacts"].filter(isJsonObject) : [];
  }
  return [];
}
