import { createIndexHeap } from "../../graph/index.ts";

/** Assigns each stretch the lowest lane that is free at its start, so that no two on a lane overlap. */
export function assignLanes(
  stretches: readonly { readonly startMs: number; readonly endMs: number }[],
): readonly number[] {
  const order = [...stretches.keys()].sort((a, b) => stretches[a]!.startMs - stretches[b]!.startMs || a - b);
  const laneOf = new Array<number>(stretches.length).fill(0);
  const free = createIndexHeap((a, b) => a < b);
  const busy = createIndexHeap(
    (a, b) => stretches[a]!.endMs < stretches[b]!.endMs || (stretches[a]!.endMs === stretches[b]!.endMs && a < b),
  );
  let lanes = 0;
  for (const place of order) {
    for (
      let done = busy.peek();
      done !== undefined && stretches[done]!.endMs <= stretches[place]!.startMs;
      done = busy.peek()
    ) {
      free.push(laneOf[done]!);
      busy.pop();
    }
    laneOf[place] = free.pop() ?? lanes++;
    busy.push(place);
  }
  return laneOf;
}
