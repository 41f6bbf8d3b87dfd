import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactStore, Digest, JsonValue, MessageReader, PlannedArtifact } from "../../domain/index.ts";
import { type ComparedArtifact, type ContentDifference, findingJson, isFindingStream } from "../../render/index.ts";
import {
  type ArtifactDifference,
  compareElements,
  differingPaths,
  diffRuns,
  type ElementSource,
  type InspectionRow,
} from "../../run/index.ts";
import type { RecordedRun } from "./record.ts";

/** A run, and where its content is. */
export interface Side {
  readonly record: RecordedRun;
  readonly artifacts: ArtifactStore;
}

/** A bundle, and a run that was imported from one, has another store's key. */
const hasOwnKey = ({ record }: Side): boolean => record.keeping.imported === null;

/** Differences of one kind that are kept of each artifact. */
const most = 1000;
const mostPaths = 20;

/** Both runs artifact by artifact; contents are read where they differ. `only`: the artifacts to look at. */
export async function compareRuns(
  before: Side,
  after: Side,
  only: (id: string) => boolean,
): Promise<readonly ComparedArtifact[]> {
  const planned = new Map(
    [...before.record.plan.artifacts, ...after.record.plan.artifacts].map((artifact) => [artifact.id, artifact]),
  );
  const [earlier, later] = [before, after].map(({ record }) => ({ ...record, run: record.run.id }));
  if (earlier === undefined || later === undefined) return [];
  const compared: ComparedArtifact[] = [];
  for (const difference of diffRuns(earlier, later, { sharesKey: hasOwnKey(before) && hasOwnKey(after) })) {
    const artifact = planned.get(difference.id);
    if (artifact === undefined || !only(difference.id)) continue;
    const content = await contentDifference({ before, after, difference, artifact });
    compared.push({ difference, ...content, config: artifact.config });
  }
  return compared;
}

interface Question {
  readonly before: Side;
  readonly after: Side;
  readonly difference: ArtifactDifference;
  readonly artifact: PlannedArtifact;
}

type Answer = Pick<ComparedArtifact, "content" | "contentMissing">;

async function contentDifference({ before, after, difference, artifact }: Question): Promise<Answer> {
  const [was, is] = [difference.before, difference.after];
  const nothing = { content: null, contentMissing: null };
  if (difference.change !== "different" || was === null || is === null) return nothing;
  if (was.digest === null || is.digest === null) return nothing;
  const missing = lostIn(was, before) ?? lostIn(is, after);
  if (missing !== null) return { content: null, contentMissing: missing };
  try {
    const readers = [await before.artifacts.open(was.digest), await after.artifacts.open(is.digest)] as const;
    return { content: await compared(...readers, artifact), contentMissing: null };
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return { content: null, contentMissing: error.message };
    throw error;
  }
}

const lostIn = ({ kept }: InspectionRow & { readonly digest: Digest | null }, { record }: Side): string | null =>
  kept === false ? `it was not kept in ${record.run.id}` : null;

async function compared(
  before: MessageReader,
  after: MessageReader,
  planned: PlannedArtifact,
): Promise<ContentDifference> {
  const { id, outputStream } = planned;
  const paths = differingPaths(await before.rest(), await after.rest(), { depth: depthOf(planned), most: mostPaths });
  const [was, is] = [sourceOf(before), sourceOf(after)];
  if (was === null || is === null) return { elements: null, findings: null, paths };
  const holdsFindings = isFindingStream(outputStream);
  const { listed, ...elements } = await compareElements(was, is, { most: holdsFindings ? most : 0 });
  if (!holdsFindings) return { elements, findings: null, paths };
  const row = (element: JsonValue, { schema }: MessageReader) => findingJson(id, schema, element);
  const findings = {
    new: listed.flatMap((one) => (one.kind === "new" ? [row(one.element, after)] : [])),
    gone: listed.flatMap((one) => (one.kind === "gone" ? [row(one.element, before)] : [])),
    changed: listed.flatMap((one) =>
      one.kind === "changed" ? [{ finding: row(one.element, after), fields: one.fields }] : [],
    ),
  };
  return { elements, findings, paths };
}

/** Only the keys at the top are the schema's for certain: further down, those of raw content may be data. */
const depthOf = ({ method }: PlannedArtifact): number =>
  "component" in method && method.component.sensitivity !== "raw" ? 3 : 1;

const sourceOf = ({ elements, batches }: MessageReader): ElementSource | null =>
  elements === null ? null : { elements, batches: () => batches() };
