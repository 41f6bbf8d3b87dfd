import { isWctError } from "../../diagnostics/index.ts";
import type { Digest, RecordStore } from "../../domain/index.ts";

/** The condition of a named object that does not exist. */
export const missing = "is missing";

/** Maximum number of cached answers; memory must not grow with the store. */
const knownLimit = 100_000;

/** Checks objects; each is read once, however many runs share it. */
export class ObjectChecks {
  readonly #store: RecordStore;
  readonly #known = new Map<Digest, string | null>();

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** Returns the problem as the end of a sentence about the object; null if it is intact. */
  async of(digest: Digest): Promise<string | null> {
    const before = this.#known.get(digest);
    if (before !== undefined) return before;
    const what = await orDamage(async () => {
      const state = await this.#store.artifacts.verify(digest);
      if (state === "intact") return null;
      return state === "absent" ? missing : `is ${state}`;
    });
    if (this.#known.size >= knownLimit) this.#known.clear();
    this.#known.set(digest, what);
    return what;
  }

  /** Clears the cache, so that every object is checked again. */
  forget(): void {
    this.#known.clear();
  }
}

/** Returns the damage that `work` finds, or the error if the store cannot be read. */
export async function orDamage(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return damageText(error);
  }
}

/** Returns the text of an error that reports damage. Throws any other error. */
export function damageText(error: unknown): string {
  if (isWctError(error) && error.exitCode === 3) return `cannot be read: ${error.message}`;
  throw error;
}
