import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactStore, Digest, JsonValue, MessageReader, PlannedArtifact } from "../../domain/index.ts";
import { type ComparedArtifact, type ContentDifference, findingJson } from "../../render/index.ts";
import {
  type ArtifactDifference,
  compareElements,
  differingPaths,
  diffRuns,
  type ElementSource,
  type InspectionRow,
  isFindingStream,
} from "../../run/index.ts";
import type { RecordedRun } from "../record/index.ts";

/** A run, and the store that contains its content. */
export interface Side {
  readonly record: RecordedRun;
  readonly artifacts: ArtifactStore;
}

/** A bundle, and a run imported from one, has the key of another store. */
const hasOwnKey = ({ record }: Side): boolean => record.retention.imported === null;

/** Maximum number of differences of one kind that are kept per artifact. */
const most = 1000;
const mostPaths = 20;

/**
 * Compares two runs artifact by artifact; reads contents only where they differ. `only` selects the artifacts to
 * compare.
 */
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

interface ComparisonRequest {
  readonly before: Side;
  readonly after: Side;
  readonly difference: ArtifactDifference;
  readonly artifact: PlannedArtifact;
}

type ContentComparison = Pick<ComparedArtifact, "content" | "contentMissing">;

async function contentDifference({
  before,
  after,
  difference,
  artifact,
}: ComparisonRequest): Promise<ContentComparison> {
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

/** Only top-level keys certainly come from the schema; deeper keys of raw content may be data. */
const depthOf = ({ method }: PlannedArtifact): number =>
  "component" in method && method.component.sensitivity !== "raw" ? 3 : 1;

const sourceOf = ({ elements, batches }: MessageReader): ElementSource | null =>
  elements === null ? null : { elements, batches: () => batches() };
