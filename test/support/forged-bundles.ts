import { writeFileSync } from "node:fs";
import type { CopiedObject, Digest, JsonObject, RunCopy, SchemaRef } from "../../src/domain/index.ts";
import { bundleBytes, createMemoryStore, openBundle } from "../../src/store/index.ts";
import { chainHash, framesLater, genesisHash, hexDigest } from "../../src/store/records/index.ts";
import { numberEvents, runStarted } from "../../src/testing/sample-events.ts";
import { listOf } from "../../src/testing/suites/store-suite-support.ts";

/** What a bundle is made of, in a form that can be changed into anything. */
export interface BundleParts {
  readonly copy: RunCopy;
  /** The events as JSON. */
  readonly events: JsonObject[];
  readonly plan: JsonObject;
}

/** Takes a bundle apart, its plan and events as JSON. */
export async function takeApart(path: string): Promise<BundleParts> {
  const bundle = openBundle(path);
  try {
    const digests = await listOf(bundle.artifacts.digests());
    const whole = await bundle.copyOf({ run: bundle.run, objects: digests, leaveOut: [], content: "all" });
    // Read now: the bundle is closed before the parts are put together.
    const objects = await Promise.all(
      whole.objects.map(async (object): Promise<CopiedObject> => {
        const pieces = await listOf(object.pieces());
        return { ...object, pieces: () => piecesOf(pieces) };
      }),
    );
    const frames = await listOf(whole.frames());
    const events = frames.flatMap(({ body }) => linesOf(body).map((line): JsonObject => JSON.parse(line)));
    const plan = await (await bundle.artifacts.open(String(events[0]?.["plan"]) as Digest)).rest();
    return { copy: { ...whole, objects, frames: () => framesLater(frames) }, events, plan };
  } finally {
    await bundle.close();
  }
}

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

const linesOf = (body: Uint8Array): readonly string[] => Buffer.from(body).toString("utf8").split("\n").slice(0, -1);

/**
 * A bundle of these parts in which everything fits that is a digest, a hash or a length, as whoever forges one would
 * see to it. `events`: as lines of JSON, since a forger may write what JSON.stringify does not.
 */
export async function putTogether({ copy, events, plan }: BundleParts, lines?: readonly string[]): Promise<Buffer> {
  const before = String(events[0]?.["plan"]);
  const planObject = await storedObject("wct_plan:2.0.0", plan);
  const others = copy.objects.filter(({ digest }) => digest !== before && digest !== planObject.digest);
  const written = lines ?? events.map((event) => JSON.stringify(event));
  const body = Buffer.from(`${written.join("\n")}\n`.replaceAll(`"plan":"${before}"`, `"plan":"${planObject.digest}"`));
  const hash = chainHash(genesisHash(copy.run), body);
  const forged: RunCopy = {
    ...copy,
    head: hexDigest(hash),
    events: written.length,
    frames: () => framesLater([{ firstSeq: 1, lastSeq: written.length, body, hash }]),
    objects: [...others, planObject].toSorted((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
  return Buffer.concat(await listOf(bundleBytes(forged)));
}

/** An object as a store keeps it. */
export async function storedObject(
  schema: string,
  content: JsonObject,
  elements?: Iterable<readonly JsonObject[]>,
): Promise<CopiedObject> {
  const store = createMemoryStore();
  const message = store.artifacts.writer();
  for (const batch of elements ?? []) message.write(batch);
  const staged = await message.finish(schema as SchemaRef, content, { stream: elements !== undefined });
  const run = await store.executions.createRun(new Date(Date.UTC(2026, 0)));
  await run.append({ events: numberEvents(run.run)(runStarted()), objects: [staged] });
  await run.close();
  const copy = await store.copyOf({ run: run.run, objects: [staged.digest], leaveOut: [], content: "all" });
  const [stored] = copy.objects;
  if (stored === undefined) throw new Error("a store does not hold what was written to it");
  return stored;
}

/** Writes a bundle that somebody forged from another: `change` changes the parts in place. */
export async function forge(from: string, to: string, change: (parts: BundleParts) => void): Promise<void> {
  const parts = await takeApart(from);
  change(parts);
  writeFileSync(to, await putTogether(parts));
}
