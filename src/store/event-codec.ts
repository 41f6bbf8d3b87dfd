import type { RunEvent } from "../domain/index.ts";

/** Events as NDJSON. */
export function encodeEvents(events: readonly RunEvent[]): Uint8Array {
  let text = "";
  for (const event of events) text += `${JSON.stringify(event)}\n`;
  return Buffer.from(text);
}

/** NDJSON as events. */
export function decodeEvents(bytes: Uint8Array): readonly RunEvent[] {
  return JSON.parse(`[${Buffer.from(bytes).toString().trimEnd().replaceAll("\n", ",")}]`);
}
