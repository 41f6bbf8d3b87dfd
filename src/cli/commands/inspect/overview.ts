import { contentOf, plannedArtifact } from "../../../app/record/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../domain/index.ts";
import { elementColumns, elementTable, formatBytes, messageCounts, plural, wrapped } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import { widthOf } from "../../io.ts";
import type { InspectContext } from "./options.ts";
import { showTable } from "./table.ts";

/** The first elements show the form; `--table` fills the screen. */
const firstRows = 10;

/** Prints, for people, the counts of an artifact and its first elements as rows; of a single value, its parts. */
export async function showOverview(looking: InspectContext): Promise<void> {
  const { io, record, id, options } = looking;
  const message = contentOf(record, id);
  const { outputStream } = plannedArtifact(record, id);
  const size = outputStream === null && message.summary === null ? "" : `, ${formatBytes(message.bytes)}`;
  const counts = `${id}: ${messageCounts(message, outputStream)}; ${message.schema}${size}`;
  const [first = "", ...rest] = wrapped(counts, { width: io.stdout.columns, indent: "  " });
  const { bold } = palette(io, options);
  await io.stdout.write(`${[first.replace(id, bold(id)), ...rest].join("\n")}\n\n`);
  if (outputStream === null) await showParts(looking);
  else await showTable({ ...looking, options: { ...options, head: firstRows } });
}

/** Prints what a single value has, key by key. */
async function showParts({ io, store, record, id, options }: InspectContext): Promise<void> {
  const content = await (await store.artifacts.open(contentOf(record, id).digest)).rest();
  const parts = Object.entries(content).map(
    ([key, value]): JsonObject => ({ path: `$.${key}`, content: partText(value) }),
  );
  if (parts.length === 0) return;
  const style = { width: io.stdout.columns, ascii: options.ascii ?? false };
  const table = elementTable(elementColumns(["path", "content"], parts), parts, style);
  await io.stdout.write(`${[table.head, ...parts.map(table.row)].join("\n")}\n`);
  const note = `a JSONPath shows a part, such as ${String(parts[0]?.["path"])}; use --json or a pipe for everything`;
  await io.stderr.write(`${wrapped(note, { width: widthOf(io.stderr), indent: "" }).join("\n")}\n`);
}

function partText(value: JsonValue): string {
  if (Array.isArray(value)) return plural(value.length, "element");
  if (isJsonObject(value))
    return Object.keys(value).length === 0 ? "no keys" : `keys: ${Object.keys(value).join(", ")}`;
  return String(value);
}
