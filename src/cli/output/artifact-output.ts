import type { MessageReader } from "../../domain/index.ts";
import { formatCount } from "../../render/index.ts";
import type { Io } from "../io.ts";

interface ArtifactOutputOptions {
  /** Key of the stream in the content; null without one. */
  readonly stream: string | null;
  readonly offset: number;
  /** Maximum number of elements; null: all. */
  readonly head: number | null;
  /** Shortens content for a screen, and prints how much is left out. */
  readonly cut: boolean;
  /** One line with `apiVersion` and `kind`. */
  readonly envelope: boolean;
}

const screenElements = 5;

/**
 * Writes `{ "schema", "content", "metadata" }`, element by element, so that memory does not grow with the artifact. The
 * stream comes first in the content, under the key that the stored rest names.
 */
export async function writeArtifact(
  io: Io,
  reader: MessageReader,
  metadata: object,
  options: ArtifactOutputOptions,
): Promise<void> {
  const out = options.envelope ? compact : pretty;
  const shorten = options.cut ? cutValue : same;
  const { stream } = options;
  const rest = await reader.rest();
  const total = reader.elements ?? 0;
  const wanted = options.head ?? (options.cut ? screenElements : total);
  const to = Math.min(total, options.offset + wanted);
  await io.stdout.write(out.open(reader.schema, options.envelope));
  let first = true;
  if (stream !== null) {
    await io.stdout.write(out.key(stream));
    for await (const batch of reader.batches(options.offset, to)) {
      for (const element of batch) {
        await io.stdout.write(`${first ? "" : ","}${out.element(shorten(element))}`);
        first = false;
      }
    }
    await io.stdout.write(out.endStream(first));
  }
  await io.stdout.write(out.close(shorten(rest), stream !== null, metadata));
  const left = total - Math.max(0, to - Math.min(options.offset, total));
  if (stream !== null && left > 0 && !options.envelope) {
    await io.stderr.write(
      `${left} of ${total} elements not shown; select others with --offset and --head, or use a pipe for all\n`,
    );
  }
}

const longestText = 200;
const longestList = 10;
const same = <T>(value: T): T => value;

/** Shortens long texts and lists, and replaces the rest by its size. */
export function cutValue<T>(value: T): T {
  const replacer = (_key: string, one: unknown): unknown => {
    if (typeof one === "string" && one.length > longestText) {
      return `${one.slice(0, longestText)}… (${formatCount(one.length - longestText)} more characters)`;
    }
    if (Array.isArray(one) && one.length > longestList) {
      return [...one.slice(0, longestList), `… (${formatCount(one.length - longestList)} more)`];
    }
    return one;
  };
  return JSON.parse(JSON.stringify(value, replacer));
}

interface Format {
  readonly open: (schema: string, envelope: boolean) => string;
  readonly key: (stream: string) => string;
  readonly element: (value: unknown) => string;
  readonly endStream: (empty: boolean) => string;
  readonly close: (rest: object, hasStream: boolean, metadata: object) => string;
}

const indent = (value: unknown, by: string): string => JSON.stringify(value, null, 2).replaceAll("\n", `\n${by}`);
const inner = (text: string): string => text.slice(1, -1).trim();

const pretty: Format = {
  open: (schema) => `{\n  "schema": ${JSON.stringify(schema)},\n  "content": {`,
  key: (stream) => `\n    ${JSON.stringify(stream)}: [`,
  element: (value) => `\n      ${indent(value, "      ")}`,
  endStream: (empty) => (empty ? "]" : "\n    ]"),
  close: (rest, hasStream, metadata) => {
    const body = inner(indent(rest, "  "));
    const between = hasStream && body !== "" ? "," : "";
    return `${between}${body === "" ? "" : `\n    ${body}`}\n  },\n  "metadata": ${indent(metadata, "  ")}\n}\n`;
  },
};

const compact: Format = {
  open: (schema) => `{"apiVersion":"wct/v1","kind":"Artifact","schema":${JSON.stringify(schema)},"content":{`,
  key: (stream) => `${JSON.stringify(stream)}:[`,
  element: (value) => JSON.stringify(value),
  endStream: () => "]",
  close: (rest, hasStream, metadata) => {
    const body = inner(JSON.stringify(rest));
    return `${hasStream && body !== "" ? "," : ""}${body}},"metadata":${JSON.stringify(metadata)}}\n`;
  },
};
