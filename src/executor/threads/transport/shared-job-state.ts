/** Memory that a thread and its host share, for state that both need immediately or that one side decides for both. */
export interface SharedJobState {
  /**
   * Per index: a job's number if it waits in the thread, the negative number if it has begun. Any other value: the job
   * is not there.
   */
  readonly claims: Int32Array;
  /** Per index: the job's number once it is cancelled. Synchronous loops can read it. */
  readonly cancelled: Int32Array;
}

/** A job's number, and the index of its state until it ends. */
export interface SharedJob {
  readonly number: number;
  readonly stateIndex: number;
}

// Bound before a component can replace them.
const { compareExchange, load, store } = Atomics;

/** Creates the state for a number of concurrent jobs. */
export function createSharedJobState(jobs: number): SharedJobState {
  const numbers = (): Int32Array => new Int32Array(new SharedArrayBuffer(jobs * Int32Array.BYTES_PER_ELEMENT));
  return { claims: numbers(), cancelled: numbers() };
}

/** Called by the host to give a job. */
export function offer({ claims }: SharedJobState, { stateIndex, number }: SharedJob): void {
  store(claims, stateIndex, number);
}

/** Called by the host to take a job back. Returns false if it has begun. */
export function takeBack({ claims }: SharedJobState, { stateIndex, number }: SharedJob): boolean {
  return compareExchange(claims, stateIndex, number, 0) === number;
}

/** Called by the thread to begin a job. Returns false if it was taken back. */
export function claim({ claims }: SharedJobState, { stateIndex, number }: SharedJob): boolean {
  return compareExchange(claims, stateIndex, number, -number) === number;
}

export function isClaimed({ claims }: SharedJobState, { stateIndex, number }: SharedJob): boolean {
  return load(claims, stateIndex) === -number;
}

export function setCancelled({ cancelled }: SharedJobState, { stateIndex, number }: SharedJob): void {
  store(cancelled, stateIndex, number);
}

export function isCancelled({ cancelled }: SharedJobState, { stateIndex, number }: SharedJob): boolean {
  return load(cancelled, stateIndex) === number;
}
