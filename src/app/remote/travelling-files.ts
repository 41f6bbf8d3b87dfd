import { createReadStream } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArtifactStore, Digest, JsonValue, RunWriter, SchemaRef } from "../../domain/index.ts";
import type { ComponentBinding } from "../../executor/index.ts";
import type { Registry } from "../../registry/index.ts";
import { fileDigest, pathKey } from "./digests.ts";

/** Bytes of a file in one element, in base64. */
const pieceBytes = 192 * 1024;
const fileSchema = "wct_file:1.0.0" as SchemaRef;
const filesSchema = "wct_files:1.0.0" as SchemaRef;

export interface SendingFiles {
  readonly artifacts: ArtifactStore;
  readonly writer: Pick<RunWriter, "append">;
  /** The store's key. */
  readonly key: Uint8Array;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Files of plugins, which workers have themselves. */
  readonly isOfPlugin: (path: string) => boolean;
}

/**
 * Stores the files that remote artifacts read, and the list of them. Returns null if there are none. A path may come from
 * a variable, so it is only written as an HMAC.
 */
export async function sendFiles(sending: SendingFiles, bindings: readonly ComponentBinding[]): Promise<Digest | null> {
  const { artifacts, writer } = sending;
  const named = new Set(bindings.flatMap(pathsOf));
  const paths = [...named].filter((path) => !sending.isOfPlugin(path)).toSorted();
  if (paths.length === 0) return null;
  const files: JsonValue[] = [];
  for (const path of paths) {
    const { object, ...names } = await sendFile(sending, path);
    await writer.append({ events: [], objects: [object] });
    files.push({ ...names, object: object.digest });
  }
  const list = await artifacts.writer().finish(filesSchema, { files }, { stream: false });
  await writer.append({ events: [], objects: [list] });
  return list.digest;
}

/** Recognises the files of rulesets that plugins provide. */
export function isFileOfPlugin({ rulesets }: Pick<Registry, "rulesets">): (path: string) => boolean {
  const known = new Set([...rulesets.values()].map(({ file }) => fileURLToPath(file)));
  return (path) => known.has(path);
}

function pathsOf({ config }: ComponentBinding): readonly string[] {
  return [...config.values.values()].flatMap((value) => {
    if (value.kind === "file") return [value.path];
    return value.kind === "ruleset" ? [value.path, ...(value.bases ?? []).map(({ path }) => path)] : [];
  });
}

async function sendFile({ artifacts, key, cwd }: SendingFiles, path: string) {
  const writer = artifacts.writer();
  const file = fileDigest();
  try {
    const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: pieceBytes });
    for await (const piece of pieces) {
      file.update(piece);
      writer.write([piece.toString("base64")]);
    }
    const object = await writer.finish(fileSchema, {}, { stream: true });
    return { keys: [pathKey(key, path), pathKey(key, relative(cwd, path))], file: file.end(), object };
  } catch (error) {
    writer.abort();
    throw error;
  }
}
