import { contentOf, plannedArtifact } from "../../../app/record/index.ts";
import { formatBytes, messageCounts, wrapped } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import { showContent } from "./content.ts";
import type { InspectContext } from "./options.ts";
import { showTable } from "./table.ts";

/** The first elements show the form; `--table` fills the screen. */
const firstRows = 10;

/** Prints, for people, the counts of an artifact and its first elements as rows; a single value as JSON. */
export async function showOverview(looking: InspectContext): Promise<void> {
  const { io, record, id, options } = looking;
  const message = contentOf(record, id);
  const { outputStream } = plannedArtifact(record, id);
  const style = { width: io.stdout.columns, indent: "  " };
  const size = outputStream === null && message.summary === null ? "" : `, ${formatBytes(message.bytes)}`;
  const counts = `${id}: ${messageCounts(message, outputStream)}; ${message.schema}${size}`;
  const [first = "", ...rest] = wrapped(counts, style);
  const { bold } = palette(io, options);
  await io.stdout.write(`${[first.replace(id, bold(id)), ...rest].join("\n")}\n\n`);
  if (outputStream === null) return await showContent(looking);
  await showTable({ ...looking, options: { ...options, head: firstRows } });
}
