import { getHeapStatistics } from "node:v8";
import type { Clock } from "../../domain/index.ts";
import { readingsOver } from "./thread-watch.ts";
import type { Memory } from "./transport/index.ts";
import { type CpuTime, WatchPace } from "./watch-pace.ts";

/** A busy thread that may be using the memory that no thread reports. */
export interface BusyThread {
  /** Called with the memory that the thread reports. */
  readonly counted: (memory: Memory) => void;
  readonly leave: () => void;
}

export interface ProcessWatchOptions {
  readonly clock: Clock;
  readonly memoryLimitMb: number;
  /** Resident bytes of the process, and those in the heap of the host. Tests replace both. */
  readonly resident?: () => number;
  readonly own?: () => number;
  readonly cpuTime?: CpuTime;
}

interface Entry {
  /** The thread. Its reported memory still counts while it is idle. */
  readonly thread: object;
  counted: number;
  /** Number of samples since its last report. */
  missedReports: number;
  /** Growth of unreported memory while the thread was busy. */
  grown: number;
  readonly exceeded: (hadOthers: boolean) => void;
}

/** Memory that native libraries and the allocator keep temporarily. */
const slackMb = 256;
/** Number of samples a thread may miss, for example during a long call, before it is judged without its own report. */
const missedReportsAtMost = 40;
/** Number of samples until the memory of an ended thread is released. */
const samplesUntilFreed = 100;

/**
 * Watches the memory of the whole process. Shared memory, WebAssembly and native libraries are in no thread's own
 * report. The unreported memory may be as much as one thread may use. If several threads are busy, its owner is
 * unknown, so the thread with the most growth during its work is ended.
 */
export class ProcessWatch {
  readonly #options: ProcessWatchOptions;
  readonly #entries = new Set<Entry>();
  /** Memory that idle threads reported. */
  readonly #idle = new Map<object, number>();
  /** Memory of recently ended threads, and the number of samples until it is released. */
  #ended: { readonly bytes: number; samplesLeft: number }[] = [];
  #pace: WatchPace;
  /** Bytes outside the heap of the host, as last measured. */
  #outside = 0;
  #cancel = (): void => {};
  #before = 0;
  #last = 0;
  #over = 0;

  constructor(options: ProcessWatchOptions) {
    this.#options = options;
    this.#pace = this.#newPace();
  }

  enter(thread: object, exceeded: Entry["exceeded"]): BusyThread {
    const entry: Entry = { thread, counted: this.#idle.get(thread) ?? 0, missedReports: 0, grown: 0, exceeded };
    this.#idle.delete(thread);
    if (this.#entries.size === 0) this.#begin(entry);
    this.#entries.add(entry);
    return {
      counted: ({ committed }) => {
        entry.counted = committed;
        entry.missedReports = 0;
      },
      leave: () => {
        if (!this.#entries.delete(entry)) return;
        this.#idle.set(thread, entry.counted);
        if (this.#entries.size === 0) this.#cancel();
      },
    };
  }

  /** Marks a thread as ended. Its memory is released with a delay. */
  ends(thread: object): void {
    const entry = [...this.#entries].find((one) => one.thread === thread);
    const bytes = entry?.counted ?? this.#idle.get(thread) ?? 0;
    if (entry !== undefined) this.#entries.delete(entry);
    this.#idle.delete(thread);
    if (bytes > 0) this.#ended.push({ bytes, samplesLeft: samplesUntilFreed });
    if (this.#entries.size === 0) this.#cancel();
  }

  #newPace(): WatchPace {
    return new WatchPace(this.#options.clock, this.#options.cpuTime);
  }

  #begin(entry: Entry): void {
    this.#pace = this.#newPace();
    this.#measure();
    const now = this.#uncounted() - entry.counted;
    // Memory left by earlier work does not count against the next thread, and the baseline of a quiet moment is not
    // permanent.
    this.#before = now;
    [this.#last, this.#over] = [now, 0];
    this.#again();
  }

  #again(): void {
    this.#cancel = this.#options.clock.after(this.#pace.everyMs, () => this.#sample());
  }

  #sample(): void {
    if (this.#pace.look()) this.#measure();
    this.#again();
    this.#forgetFreed();
    for (const entry of this.#entries) entry.missedReports += 1;
    // A report older than the sample would attribute the growth of one thread to all.
    if ([...this.#entries].some(({ missedReports }) => missedReports > 1 && missedReports <= missedReportsAtMost))
      return;
    const uncounted = this.#uncounted();
    const growth = Math.max(0, uncounted - this.#last);
    for (const entry of this.#entries) entry.grown += growth;
    this.#last = uncounted;
    const limit = this.#before + (this.#options.memoryLimitMb + slackMb) * 1024 * 1024;
    this.#over = uncounted > limit ? this.#over + 1 : 0;
    if (this.#over >= readingsOver) this.#endOne();
  }

  #endOne(): void {
    this.#over = 0;
    const [first, ...others] = [...this.#entries].toSorted((a, b) => b.grown - a.grown);
    if (first === undefined) return;
    this.ends(first.thread);
    first.exceeded(others.length > 0);
  }

  /** Memory that the allocator keeps of an ended thread counts against no other thread. */
  #forgetFreed(): void {
    for (const one of this.#ended) {
      one.samplesLeft -= 1;
      if (one.samplesLeft === 0) this.#before += one.bytes;
    }
    this.#ended = this.#ended.filter(({ samplesLeft }) => samplesLeft > 0);
  }

  #measure(): void {
    const { resident = process.memoryUsage.rss, own = ownHeap } = this.#options;
    this.#outside = resident() - own();
  }

  #uncounted(): number {
    let counted = 0;
    for (const entry of this.#entries) counted += entry.counted;
    for (const bytes of this.#idle.values()) counted += bytes;
    for (const { bytes } of this.#ended) counted += bytes;
    return this.#outside - counted;
  }
}

function ownHeap(): number {
  const { total_heap_size, external_memory, malloced_memory } = getHeapStatistics();
  return total_heap_size + external_memory + malloced_memory;
}
