import type { Clock, Nanoseconds } from "../../domain/index.ts";
import type { RecordEnd } from "../records/index.ts";
import type { HeadWriter } from "./heads.ts";

/**
 * Maximum lag of a head behind the record, in milliseconds. It lets thousands of tiny commits a second share a few
 * writes.
 */
const lagAtMost = 20;

/** Writes the head of a run while it is recorded. Never throws, except on close. */
export class HeadKeeper {
  readonly #writer: HeadWriter;
  readonly #clock: Clock;
  #end: RecordEnd | null = null;
  #wroteAt: Nanoseconds = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(writer: HeadWriter, clock: Clock) {
    this.#writer = writer;
    this.#clock = clock;
  }

  /** Called after the commit of this end. `isLast`: no further commit is expected. */
  advance(end: RecordEnd, isLast: boolean): void {
    this.#end = end;
    if (isLast || this.#clock.monotonic() - this.#wroteAt >= lagAtMost * 1e6) this.#write();
    else this.#cancel ??= this.#clock.after(lagAtMost, () => this.#write());
  }

  /** When it returns, the head survives a power failure. Throws WCT_STORE_WRITE_FAILED. */
  async close(): Promise<void> {
    this.#write();
    await this.#writer.close();
  }

  #write(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#end === null) return;
    try {
      this.#writer.write(this.#end);
      this.#end = null;
      this.#wroteAt = this.#clock.monotonic();
    } catch {
      // The frame is committed. A head that lags behind is valid, and the next append will report a failing disk.
    }
  }
}
