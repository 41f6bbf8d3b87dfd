import { isJsonObject, type JsonValue, type RecordStore, type RunSummary } from "../../domain/index.ts";
import type { Io } from "../io.ts";
import { openRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";
import type { Candidate } from "./candidate.ts";

/** More would fill screens; a longer beginning finds the rest. */
const mostRuns = 100;

/** `latest`, `latest:<status>` as far as there is one, and ids, newest first. */
export async function runReferences(io: Io, storeOption: string | undefined, written: string) {
  await using store = await readStore(io, storeOption);
  const all = await store.executions.runs();
  const fitting = all.filter(({ id }) => id.startsWith(written)).slice(0, mostRuns);
  return [...latest(all), ...fitting.map((run): Candidate => ({ value: run.id, about: aboutRun(run) }))];
}

function latest(all: readonly RunSummary[]): readonly Candidate[] {
  const [newest] = all;
  if (newest === undefined) return [];
  const newestOf = new Map(all.toReversed().map((run) => [run.status, run]));
  return [
    { value: "latest", about: aboutRun(newest) },
    ...[...newestOf].map(([status, run]) => ({ value: `latest:${status}`, about: aboutRun(run) })),
  ];
}

const aboutRun = ({ status, runbook, startedAt }: RunSummary): string =>
  `${status}, ${runbook.path}, ${startedAt.slice(0, 16).replace("T", " ")}`;

/** Paths of the runbooks of recorded runs, that of the newest run first. */
export async function recordedRunbooks(io: Io, storeOption: string | undefined): Promise<readonly Candidate[]> {
  await using store = await readStore(io, storeOption);
  const all = await store.executions.runs();
  const names = new Map(all.map(({ runbook }) => [runbook.path, runbook.name]));
  return [...names].map(([value, about]) => ({ value, about }));
}

/** Ids of the artifacts of a run, or of a bundle, in the order of its plan. */
export async function artifactIds(io: Io, storeOption: string | undefined, reference: string) {
  await using opened = await openRun(io, reference, storeOption);
  const { store, run } = opened;
  const found: Candidate[] = [];
  // Only the plan is read: a run may hold any number of events.
  for (const one of await plannedArtifacts(store, run)) {
    if (!isJsonObject(one)) continue;
    const { id, name, description } = one;
    if (typeof id === "string") found.push({ value: id, about: [name, description].find(isText) ?? "" });
  }
  return found;
}

const isText = (value: unknown): value is string => typeof value === "string";

async function plannedArtifacts(store: RecordStore, run: RunSummary): Promise<readonly JsonValue[]> {
  for await (const event of store.executions.events(run.id)) {
    if (event.type !== "run.started") break;
    const plan = await (await store.artifacts.open(event.plan)).rest();
    return Array.isArray(plan["artifacts"]) ? plan["artifacts"] : [];
  }
  return [];
}
