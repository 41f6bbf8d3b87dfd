import type { Clock } from "../../domain/index.ts";
import { formatCount } from "../../render/index.ts";
import type { Io } from "../io.ts";
import { systemClock } from "./clock.ts";

/** Tells, on a terminal, how far a long reading came. */
export interface Reading {
  /** So many elements were looked at so far. */
  readonly passed: (elements: number) => void;
  /** Hands items on, and takes the line away at their end. */
  readonly until: <T>(items: AsyncIterable<T>) => AsyncGenerator<T>;
}

export interface ReadingOptions {
  /** Elements in all. */
  readonly total: number;
  readonly quiet: boolean;
  readonly clock?: Clock;
}

const quietFor = 2e9;
const every = 0.25e9;

/** A line on stderr after two seconds; none when stderr is no terminal. */
export function createReading(io: Pick<Io, "stderr">, { total, quiet, clock = systemClock }: ReadingOptions): Reading {
  const isShown = io.stderr.isTerminal && !quiet;
  const started = clock.monotonic();
  let said = started + quietFor - every;
  let line = "";
  const erase = (): string => (line === "" ? "" : `\r${" ".repeat(line.length)}\r`);
  return {
    passed: (elements) => {
      const now = clock.monotonic();
      if (!isShown || now - said < every) return;
      said = now;
      const before = erase();
      const percent = total === 0 ? 100 : Math.floor((elements / total) * 100);
      line = `looked at ${formatCount(elements)} of ${formatCount(total)} elements, ${percent}%`;
      void io.stderr.write(`${before}${line}`);
    },
    async *until(items) {
      try {
        for await (const item of items) {
          // What is printed must not stand behind the line.
          if (line !== "") await io.stderr.write(erase());
          line = "";
          yield item;
        }
      } finally {
        if (line !== "") await io.stderr.write(erase());
        line = "";
      }
    },
  };
}
