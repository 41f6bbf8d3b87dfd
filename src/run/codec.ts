import { isWctError, type WctError } from "../diagnostics/index.ts";
import { eventFormat, isJsonObject, type JsonObject, type RunEvent, type RunId, runEvent } from "../domain/index.ts";
import { corrupt } from "./corrupt.ts";
import { PlainEvents } from "./plain-events.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const newer = "read it with a newer wct, which may know this kind of event";

/** Encodes events: one line of JSON for each, including every field of the envelope. */
export function encodeEvents(events: readonly RunEvent[]): Uint8Array {
  let lines = "";
  for (const event of events) lines += `${JSON.stringify(event)}\n`;
  return encoder.encode(lines);
}

/**
 * Decodes the events of one run. Throws WCT_RUN_RECORD_CORRUPT, with the sequence number, if a line is not an event of
 * that run or if there is a gap.
 */
export function decodeEvents(bytes: Uint8Array, run: RunId): RunEvent[] {
  const events: RunEvent[] = [];
  const text = decodeText(bytes, run);
  const plain = plainEventsOf(run);
  let at = 0;
  while (at < text.length) {
    const read = plain.read(text, at);
    if (read !== null && (events.length === 0 || read.event.seq === nextSeq(events))) {
      events.push(read.event);
      at = read.end;
      continue;
    }
    const end = text.indexOf("\n", at);
    // Every line ends with a line feed, so that a truncated line is detected.
    if (end < 0) throw corrupt(run, nextSeq(events), "the line is cut off");
    events.push(decodeLine(text.slice(at, end), run, events));
    at = end + 1;
  }
  return events;
}

let lastPlain: { readonly run: RunId; readonly events: PlainEvents } | null = null;

/** Returns the patterns of a run. They are cached, because a record is decoded frame by frame. */
function plainEventsOf(run: RunId): PlainEvents {
  if (lastPlain?.run !== run) lastPlain = { run, events: new PlainEvents(run) };
  return lastPlain.events;
}

function decodeText(bytes: Uint8Array, run: RunId): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw corrupt(run, 1, "the events from here on are not UTF-8");
  }
}

function decodeLine(line: string, run: RunId, before: readonly RunEvent[]): RunEvent {
  const expected = nextSeq(before);
  const value = parse(line);
  if (!isJsonObject(value)) throw corrupt(run, expected, "it is not a JSON object");
  const seq = typeof value["seq"] === "number" ? value["seq"] : expected;
  if (!runEvent.is(value)) throw wrongShape(value, { run, seq });
  if (value.run !== run) throw corrupt(run, seq, `it belongs to "${value.run}"`);
  if (before.length > 0 && seq !== expected) throw corrupt(run, seq, `event ${expected} comes next`);
  return value;
}

function nextSeq(events: readonly RunEvent[]): number {
  return (events[events.length - 1]?.seq ?? 0) + 1;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's message quotes its input, which may be content, so it must not get into our message.
    return undefined;
  }
}

function wrongShape(value: JsonObject, at: { readonly run: RunId; readonly seq: number }): WctError {
  const [field] = runEvent.wrongPath(value) ?? [];
  if (value["v"] !== eventFormat) {
    return corrupt(at.run, at.seq, `its format is not ${eventFormat}`, { hint: newer });
  }
  if (field === "type") return corrupt(at.run, at.seq, "its type is not known", { hint: newer });
  return corrupt(at.run, at.seq, `the field "${field}" of "${value["type"]}" is missing or wrong`);
}

/** Returns whether an error reports a damaged record. */
export function isCorrupt(error: unknown): error is WctError {
  return isWctError(error) && error.code === "WCT_RUN_RECORD_CORRUPT";
}
