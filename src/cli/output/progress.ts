import { shownPath } from "../../app/places/index.ts";
import type { HashProgress } from "../../app/plan/index.ts";
import type { Clock } from "../../domain/index.ts";
import { formatBytes, formatCount, formatPercent, safeText } from "../../render/index.ts";
import { systemClock } from "../../store/index.ts";
import type { Io, Sink } from "../io.ts";
import { control } from "../safe-output.ts";

const quietNs = 2e9;
const everyNs = 0.25e9;
const back = control("\r");

/** A line on a terminal about long work: hidden for two seconds, then drawn at most four times a second. */
class ProgressLine {
  readonly #stderr: Sink;
  readonly #clock: Clock;
  #next: number;
  #length = 0;

  constructor(stderr: Sink, clock: Clock) {
    this.#stderr = stderr;
    this.#clock = clock;
    this.#next = clock.monotonic() + quietNs;
  }

  /** Returns whether a new text is due. */
  isDue(): boolean {
    const now = this.#clock.monotonic();
    if (now < this.#next) return false;
    this.#next = now + everyNs;
    return true;
  }

  draw(text: string): void {
    const line = text.slice(0, this.#stderr.columns - 1);
    // Overwrites the rest of a longer previous line.
    const rest = " ".repeat(Math.max(0, this.#length - line.length));
    this.#length = line.length;
    void this.#stderr.draw([back, line + rest]);
  }

  async erase(): Promise<void> {
    if (this.#length > 0) await this.#stderr.draw([back, " ".repeat(this.#length), back]);
    this.#length = 0;
  }
}

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly clock?: Clock;
}

/** Shows the progress of hashing a large file: as a progress line on a terminal, elsewhere once, by name and size. */
export function createHashProgress(
  { cwd, stderr }: Pick<Io, "cwd" | "stderr">,
  { path, quiet, clock = systemClock }: ProgressOptions & { readonly path: string },
): HashProgress {
  const progress = new ProgressLine(stderr, clock);
  const name = safeText(shownPath(cwd, path));
  let isNamed = quiet;
  const passed: HashProgress["passed"] = (done, total) => {
    if (isNamed || !progress.isDue()) return;
    const line = `reading ${name}, ${formatBytes(total)}`;
    if (stderr.isTerminal) return progress.draw(`${line}: ${formatPercent(done / Math.max(total, 1))}`);
    isNamed = true;
    void stderr.write(`${line}\n`);
  };
  return { passed, end: () => progress.erase() };
}

interface QueryProgress {
  /** Receives the number of elements searched so far. */
  readonly passed: (elements: number) => void;
  /** Passes items on; erases the line before each and at the end. */
  readonly until: <T>(items: AsyncIterable<T>) => AsyncGenerator<T>;
}

/**
 * Shows, on a terminal only, how many elements of an artifact a query has searched. `total`: the number of elements.
 */
export function createQueryProgress(
  { stderr }: Pick<Io, "stderr">,
  { total, quiet, clock = systemClock }: ProgressOptions & { readonly total: number },
): QueryProgress {
  const progress = new ProgressLine(stderr, clock);
  return {
    passed: (elements) => {
      if (quiet || !stderr.isTerminal || !progress.isDue()) return;
      const share = total === 0 ? 1 : elements / total;
      progress.draw(`searched ${formatCount(elements)} of ${formatCount(total)} elements, ${formatPercent(share)}`);
    },
    async *until(items) {
      try {
        for await (const item of items) {
          await progress.erase();
          yield item;
        }
      } finally {
        await progress.erase();
      }
    },
  };
}
