/** Memory that a thread and its host share: what must be known at once, or decided by one of them for both. */
export interface JobCells {
  /** A job's number: it waits in the thread. The negative of it: it has begun. Anything else: it is not there. */
  readonly claims: Int32Array;
  /** The number, from the moment of its cancellation; synchronous loops see it. */
  readonly cancelled: Int32Array;
}

/** A job's number, and which cell is its own as long as it has not ended. */
export interface Cell {
  readonly number: number;
  readonly cell: number;
}

// Bound before a component can replace them.
const { compareExchange, load, store } = Atomics;

/** Cells for so many jobs at once. */
export function createCells(jobs: number): JobCells {
  const cells = (): Int32Array => new Int32Array(new SharedArrayBuffer(jobs * Int32Array.BYTES_PER_ELEMENT));
  return { claims: cells(), cancelled: cells() };
}

/** The host gives a job. */
export function offer({ claims }: JobCells, { cell, number }: Cell): void {
  store(claims, cell, number);
}

/** The host takes a job back; false: it has begun. */
export function takeBack({ claims }: JobCells, { cell, number }: Cell): boolean {
  return compareExchange(claims, cell, number, 0) === number;
}

/** The thread begins a job; false: it was taken back. */
export function claim({ claims }: JobCells, { cell, number }: Cell): boolean {
  return compareExchange(claims, cell, number, -number) === number;
}

export function isClaimed({ claims }: JobCells, { cell, number }: Cell): boolean {
  return load(claims, cell) === -number;
}

export function setCancelled({ cancelled }: JobCells, { cell, number }: Cell): void {
  store(cancelled, cell, number);
}

export function isCancelled({ cancelled }: JobCells, { cell, number }: Cell): boolean {
  return load(cancelled, cell) === number;
}
