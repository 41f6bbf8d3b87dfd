import { randomFrom } from "../support/faults.ts";

/** Choices that a seed decides. */
export interface Random {
  readonly seed: number;
  /** From 0 up to 1, without 1. */
  readonly fraction: () => number;
  /** A whole number, both limits included. */
  readonly integer: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** All of them in another order. */
  readonly shuffled: <T>(all: readonly T[]) => readonly T[];
  readonly bytes: (length: number) => Buffer;
}

export function createRandom(seed: number): Random {
  const fraction = randomFrom(seed);
  const integer = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  const pick = <T>(choices: readonly T[]): T => {
    if (choices.length === 0) throw new Error("there is nothing to choose from");
    return choices[integer(0, choices.length - 1)] as T;
  };
  return {
    seed,
    fraction,
    integer,
    pick,
    chance: (probability) => fraction() < probability,
    shuffled: (all) =>
      all
        .map((one) => ({ one, place: fraction() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ one }) => one),
    bytes: (length) => Buffer.from(Array.from({ length }, () => integer(0, 255))),
  };
}
