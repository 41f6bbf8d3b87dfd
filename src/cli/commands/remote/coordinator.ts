import { standBy } from "../../../app/adopt/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { interruptible } from "../../output/interrupt.ts";

interface CoordinatorOptions extends GlobalOptions {
  readonly workers?: number;
  readonly workerMemory?: number;
  readonly envFile?: string;
  readonly plugin?: readonly string[];
}

/** Runs `wct coordinator` until a signal ends it. Runs that it has taken over are then cancelled. */
export async function coordinator(io: Io, options: CoordinatorOptions): Promise<number> {
  const { store, plugin: plugins, envFile, workers, workerMemory } = options;
  const say = (line: string): void => {
    if (options.quiet !== true) void io.stderr.write(`${line}\n`);
  };
  const running = new Set<string>();
  const interrupt = interruptible(io, say, () => running.size > 0);
  try {
    await standBy(io, {
      ...{ store, plugins, envFile, workers, workerMemory, say, signal: interrupt.signal },
      onTake: (run) => void running.add(run),
      onEnd: (run, said) => {
        running.delete(run);
        say(`${run}: ${said}`);
      },
    });
    return 0;
  } finally {
    interrupt.stop();
  }
}
