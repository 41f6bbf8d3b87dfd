import { formatCount } from "../../render/index.ts";
import type { ChildPage, ShownVariable } from "./references.ts";

/** How many elements are shown to a client that asks for no number, or for too many. */
const defaultCount = 100;
const mostCount = 1000;

/**
 * Returns the elements of an array that a page asks for, and a last line that says so if more could be meant. `read`
 * gets the first place and the one after the last.
 */
export async function arrayPage(
  { start, count }: ChildPage,
  length: number,
  read: (from: number, to: number) => Promise<readonly ShownVariable[]> | readonly ShownVariable[],
): Promise<readonly ShownVariable[]> {
  const from = Math.max(0, Math.min(Math.trunc(start), length));
  // A count of 0 means all, by the protocol.
  const asked = count === undefined || count <= 0 ? undefined : Math.trunc(count);
  const to = Math.min(length, from + Math.min(asked ?? defaultCount, mostCount));
  const elements = from === to ? [] : await read(from, to);
  const wanted = Math.min(length, asked === undefined ? length : from + asked);
  return to < wanted ? [...elements, rest(to, length)] : elements;
}

function rest(from: number, length: number): ShownVariable {
  return {
    name: "…",
    value: `${formatCount(length - from)} more; \`inspect ARTIFACT PATH\` in the console selects some`,
    variablesReference: 0,
    presentationHint: { kind: "virtual", attributes: ["readOnly"] },
  };
}
