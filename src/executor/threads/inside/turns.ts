export interface TakingTurns<Job> {
  /** Returns whether the job is still wanted. Called when its turn comes; true claims the job. */
  readonly isStill: (job: Job) => boolean;
  /** Never rejects. `isSpent`: no other job may run in what it left behind. */
  readonly perform: (job: Job) => Promise<{ readonly isSpent: boolean }>;
}

// Saved before a component can replace it.
const { setImmediate } = globalThis;

/** Runs jobs sequentially. After a job that leaves the thread spent, runs no more. */
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
    // In a turn of its own, so that an unhandled rejection of the previous job is not attributed to the next one.
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
