import { resolve } from "node:path";
import { parse } from "yaml";
import { listNames, nearest, wctError } from "../../diagnostics/index.ts";
import type { Host } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { shownPath } from "../places/index.ts";
import { contentOf, type RecordedRun, readRecord } from "../record/index.ts";
import { activityLines } from "./activity-yaml.ts";
import { type Candidate, candidatesOf } from "./candidate.ts";
import { extendFile } from "./extend-file.ts";
import { insertActivities } from "./insert-activities.ts";

export interface DraftedActivity {
  readonly id: string;
  /** The artifact of the record that has the candidate row. */
  readonly artifact: string;
  readonly name: string;
  /** An entry of `activities` in YAML, with comments. */
  readonly text: string;
}

export interface RecordDraft {
  readonly activities: readonly DraftedActivity[];
  /** The file that the activities were added to, for display; null if none was named. */
  readonly into: string | null;
}

interface DraftRequest {
  /** Id of a candidate row; by default all of them. */
  readonly activity?: string | undefined;
  /** An organisation file to add the activities to. */
  readonly into?: string | undefined;
}

/**
 * Drafts activities for the organisation file from the candidate rows of a run's records of processing. Throws
 * WCT_RUN_ARTIFACT_ABSENT if the run has no record, and WCT_USAGE for an unknown candidate or a file that cannot be
 * extended.
 */
export async function draftRecord(host: Host, opened: OpenRun, request: DraftRequest): Promise<RecordDraft> {
  const run = await readRecord(opened.store, opened.run);
  const chosen = choose(await candidatesIn(opened, run), request.activity);
  const entries = chosen.map(activityLines);
  const activities = chosen.map(({ id, artifact, name }, i) => ({
    ...{ id, artifact, name },
    text: `${(entries[i] ?? []).join("\n")}\n`,
  }));
  if (request.into === undefined || chosen.length === 0) return { activities, into: null };
  const path = resolve(host.cwd, request.into);
  const shown = shownPath(host.cwd, path);
  await extendFile(path, shown, (text) => {
    requireNewIds(text, chosen, shown);
    const inserted = insertActivities(text, entries);
    if (inserted.ok) return inserted.text;
    throw wctError("WCT_USAGE", { message: `"${shown}" ${inserted.problem}`, hint: inserted.hint });
  });
  return { activities, into: shown };
}

async function candidatesIn({ store }: OpenRun, run: RecordedRun): Promise<readonly Candidate[]> {
  const planned = run.plan.artifacts.filter(({ outputSchema }) => outputSchema.startsWith("gdpr_article_30:"));
  if (planned.length === 0) {
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `run "${run.run.id}" has no record of processing`,
      hint: "draft from a run whose runbook has an artifact of type gdpr_article_30",
    });
  }
  const found: Candidate[] = [];
  for (const { id } of planned) {
    const reader = await store.artifacts.open(contentOf(run, id).digest);
    found.push(...candidatesOf(id, await reader.rest()));
  }
  return found;
}

function choose(candidates: readonly Candidate[], wanted: string | undefined): readonly Candidate[] {
  if (wanted === undefined) return candidates;
  const chosen = candidates.filter(({ id }) => id === wanted).slice(0, 1);
  if (chosen.length > 0) return chosen;
  const ids = candidates.map(({ id }) => id);
  const near = nearest(wanted, ids);
  throw wctError("WCT_USAGE", {
    message: `no candidate row has the id "${wanted}"`,
    hint:
      ids.length === 0
        ? "every finding is covered by an activity, so that there is nothing to draft"
        : `${near === undefined ? "" : `did you mean "${near}"? `}the record has ${listNames(ids, ids.length)}`,
  });
}

function requireNewIds(text: string, chosen: readonly Candidate[], shown: string): void {
  const declared = idsIn(text);
  const twice = chosen.map(({ id }) => id).filter((id) => declared.has(id));
  if (twice.length === 0) return;
  throw wctError("WCT_USAGE", {
    message: `"${shown}" already has ${twice.length === 1 ? "an activity" : "activities"} ${listNames(twice)}`,
    hint: "run the runbook again, so that its record knows the file; or leave out --into to print the activity",
  });
}

function idsIn(text: string): ReadonlySet<unknown> {
  try {
    const activities: unknown = parse(text, { maxAliasCount: 100 })?.activities;
    return new Set(Array.isArray(activities) ? activities.map((one) => one?.id) : []);
  } catch {
    // The insertion tells what is wrong with the file.
    return new Set();
  }
}
