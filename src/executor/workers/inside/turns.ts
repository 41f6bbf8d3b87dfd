export interface TakingTurns<Job> {
  /** Whether it is still to be done; asked when its turn comes, and binding. */
  readonly isStill: (job: Job) => boolean;
  /** Never rejects. `isSpent`: no other job may meet what it left behind. */
  readonly perform: (job: Job) => Promise<{ readonly isSpent: boolean }>;
}

// Before a component can replace it.
const { setImmediate } = globalThis;

/** One job after the other; after one that leaves the thread spent, none. */
export function createTurns<Job>({ isStill, perform }: TakingTurns<Job>): (job: Job) => void {
  let waiting: Job[] = [];
  let isBusy = false;
  let isOver = false;
  const begin = (job: Job): void => {
    if (isOver || !isStill(job)) return;
    isBusy = true;
    void end(perform(job));
  };
  const end = async (performed: Promise<{ readonly isSpent: boolean }>): Promise<void> => {
    const { isSpent } = await performed;
    isOver = isSpent;
    isBusy = false;
    // In a turn of its own: what the one before left to this turn, a rejection that nobody caught, is not the next one's.
    if (waiting.length > 0) setImmediate(next);
  };
  const next = (): void => {
    while (!isBusy && waiting.length > 0) {
      const [job, ...others] = waiting;
      waiting = others;
      if (job !== undefined) begin(job);
    }
  };
  return (job) => {
    if (isBusy || waiting.length > 0) waiting.push(job);
    else begin(job);
  };
}
