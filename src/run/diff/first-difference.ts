import { isJsonObject, type JsonValue, type MessageReader } from "../../domain/index.ts";

/** Where two messages differ first, and what is there; undefined: nothing. */
export interface FirstDifference {
  /** From the content: keys, and indices of lists. Empty: the content as a whole, or its schema. */
  readonly path: readonly (string | number)[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

type Messages = Pick<MessageReader, "rest" | "batches" | "elements">;

/**
 * Returns the first difference of two messages in the order of their bytes: first the elements of the stream by their
 * position, then the rest. Two objects with the same values and keys in another order differ as a whole. Null: they are
 * equal. Keeps two batches of elements in memory. Throws what reading throws.
 */
export async function firstDifference(
  before: Messages,
  after: Messages,
  stream: string | null,
): Promise<FirstDifference | null> {
  const inStream = stream === null ? null : await firstInStreams(before, after);
  if (inStream !== null) return { ...inStream, path: [stream ?? "", ...inStream.path] };
  return differenceOf(await before.rest(), await after.rest(), []);
}

async function firstInStreams(before: Messages, after: Messages): Promise<FirstDifference | null> {
  const [earlier, later] = [elementsOf(before), elementsOf(after)];
  try {
    for (let index = 0; ; index += 1) {
      const [was, is] = [await earlier.next(), await later.next()];
      if (was === undefined && is === undefined) return null;
      const found = differenceOf(was, is, [index]);
      if (found !== null) return found;
    }
  } finally {
    await Promise.all([earlier.close(), later.close()]);
  }
}

/** Reads one element at a time; only every some hundredth waits. */
function elementsOf({ elements, batches }: Messages) {
  const reading = elements === null ? null : batches()[Symbol.asyncIterator]();
  let batch: readonly JsonValue[] = [];
  let at = 0;
  const next = async (): Promise<JsonValue | undefined> => {
    while (at >= batch.length) {
      const read = await reading?.next();
      if (read === undefined || read.done) return undefined;
      batch = read.value;
      at = 0;
    }
    at += 1;
    return batch[at - 1];
  };
  const close = async (): Promise<void> => void (await reading?.return?.());
  return { next, close };
}

function differenceOf(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: FirstDifference["path"],
): FirstDifference | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  for (const key of keysOf(before, after)) {
    const found = differenceOf(childOf(before, key), childOf(after, key), [...path, key]);
    if (found !== null) return found;
  }
  return { path, before, after };
}

/** Returns the keys of both values, first those of the earlier one; none unless both are lists, or both objects. */
function keysOf(before: JsonValue | undefined, after: JsonValue | undefined): Iterable<string | number> {
  if (Array.isArray(before) && Array.isArray(after)) return Array(Math.max(before.length, after.length)).keys();
  if (!isJsonObject(before) || !isJsonObject(after)) return [];
  return new Set([...Object.keys(before), ...Object.keys(after)]);
}

function childOf(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof key === "number") return Array.isArray(value) ? value[key] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
