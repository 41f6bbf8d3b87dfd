import { runbookOf } from "../run-program.ts";

/** A source and processors of which each needs the one before it. All do nothing. */
export const chainRunbook = (length: number): string =>
  runbookOf(
    Array.from({ length }, (_, i) =>
      i === 0
        ? { id: "a0", type: "load_nothing", properties: { value: 0 } }
        : { id: `a${i}`, type: "load_link", input: `a${i - 1}` },
    ),
  );

/** Sources that do nothing. */
export const wideRunbook = (count: number, inFlight: number): string =>
  runbookOf(
    Array.from({ length: count }, (_, value) => ({ id: `a${value}`, type: "load_nothing", properties: { value } })),
    { max_concurrency: inFlight },
  );

/** Sources that wait. Each has content of its own. */
export const waitingRunbook = (count: number, milliseconds: number, inFlight: number): string =>
  runbookOf(
    Array.from({ length: count }, (_, i) => {
      return { id: `a${i}`, type: "load_wait", properties: { milliseconds: milliseconds + i / 10_000 } };
    }),
    { max_concurrency: inFlight },
  );
