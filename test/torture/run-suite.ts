import { createRandom } from "./random.ts";
import type { Attacker, Suite } from "./suite.ts";

/** An attack that broke the promise of its suite. */
export interface Broken {
  readonly seed: number;
  readonly notes: readonly string[];
  readonly error: unknown;
}

/**
 * One attack; the seed alone decides what it does. Returns null when the promise held. `faults`: how many were made of
 * each kind so far.
 */
export async function attackOnce(
  attacker: Attacker,
  seed: number,
  faults: Map<string, number> = new Map(),
): Promise<Broken | null> {
  const notes: string[] = [];
  const count = (fault: string): void => void faults.set(fault, (faults.get(fault) ?? 0) + 1);
  try {
    await attacker.attack({ random: createRandom(seed), note: (what) => void notes.push(what), count });
    return null;
  } catch (error) {
    return { seed, notes, error };
  }
}

/** So many attacks, with a seed each from `seed` on; ends at the first that breaks the promise. */
export async function runSuite(
  suite: Suite,
  { seed, attacks }: { readonly seed: number; readonly attacks: number },
): Promise<Broken | null> {
  const attacker = await suite.start();
  try {
    for (let i = 0; i < attacks; i++) {
      const broken = await attackOnce(attacker, seed + i);
      if (broken !== null) return broken;
    }
    return null;
  } finally {
    await attacker.end();
  }
}

export function describeBroken({ name, promise }: Suite, { seed, notes, error }: Broken): string {
  return [
    `${name}: this does not hold: ${promise}`,
    ...notes.map((note) => `  ${note}`),
    error instanceof Error ? (error.stack ?? error.message) : String(error),
    `repeat with: npm run torture -- ${name} --seed ${seed} --attacks 1`,
  ].join("\n");
}
