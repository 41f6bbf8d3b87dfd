import { refuse } from "../refusal.ts";

/** The methods of a generator that are used. Components are foreign code, so nothing else is assumed. */
interface Steps {
  readonly next: () => unknown;
  readonly return?: (value: undefined) => unknown;
}

export interface Driving {
  /** The return value of the component's generator function. */
  readonly generator: unknown;
  readonly component: string;
  readonly signal: AbortSignal;
  /** Takes a yielded value. Returns a promise if the next one must wait. Throws a refusal. */
  readonly take: (yielded: unknown) => Promise<void> | null;
}

const cleanUpMs = 1000;

/** Runs a generator to its end and returns its return value. On a failure, lets it clean up first. */
export async function drive({ generator, component, signal, take }: Driving): Promise<unknown> {
  const steps = stepsOf(generator, component);
  try {
    for (;;) {
      if (signal.aborted) throw refuse("WCT_PRODUCE_CANCELLED", `"${component}" was cancelled`);
      const step = await steps.next();
      if (!isStep(step)) throw notAGenerator(component);
      if (step.done === true) return step.value;
      const room = take(step.value);
      if (room !== null) await room;
    }
  } catch (error) {
    await cleanUp(steps);
    throw error;
  }
}

// Saved before a component can replace them.
const { setTimeout, clearTimeout } = globalThis;

/** Runs `finally` blocks, for a limited time. Uses no promise methods, because the component may have altered them. */
async function cleanUp(steps: Steps): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, cleanUpMs);
    const ask = async (): Promise<void> => {
      try {
        await steps.return?.(undefined);
      } catch {
        // The earlier failure is the one to report.
      }
      clearTimeout(timer);
      resolve();
    };
    void ask();
  });
}

function stepsOf(generator: unknown, component: string): Steps {
  if (hasNext(generator)) return generator;
  throw notAGenerator(component);
}

function hasNext(value: unknown): value is Steps {
  return typeof value === "object" && value !== null && "next" in value && typeof value.next === "function";
}

function isStep(value: unknown): value is { readonly done?: unknown; readonly value?: unknown } {
  return typeof value === "object" && value !== null;
}

function notAGenerator(component: string) {
  return refuse(
    "WCT_PRODUCE_OUTPUT_INVALID",
    `"${component}" is not an async generator function`,
    "write it as `async *extract(context) { ... }`",
  );
}
