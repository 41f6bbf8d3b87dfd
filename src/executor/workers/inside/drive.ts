import { refuse } from "./refusal.ts";

/** What a generator may be asked; components are foreign code, so nothing more is taken for granted. */
interface Steps {
  readonly next: () => unknown;
  readonly return?: (value: undefined) => unknown;
}

export interface Driving {
  /** What the component's generator function gave. */
  readonly generator: unknown;
  readonly component: string;
  readonly signal: AbortSignal;
  /** Takes what is yielded; throws a refusal. */
  readonly take: (yielded: unknown) => void;
}

const cleanUpMs = 1000;

/** Runs a generator to its end and gives what it returned; a failure lets it clean up first. */
export async function drive({ generator, component, signal, take }: Driving): Promise<unknown> {
  const steps = stepsOf(generator, component);
  try {
    for (;;) {
      if (signal.aborted) throw refuse("WCT_PRODUCE_CANCELLED", `"${component}" was cancelled`);
      const step = await steps.next();
      if (!isStep(step)) throw notAGenerator(component);
      if (step.done === true) return step.value;
      take(step.value);
    }
  } catch (error) {
    await cleanUp(steps);
    throw error;
  }
}

// Before a component can replace them.
const { setTimeout, clearTimeout } = globalThis;

/** Gives `finally` blocks their chance, but not for ever. Without methods of promises, which may be altered by now. */
async function cleanUp(steps: Steps): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, cleanUpMs);
    const ask = async (): Promise<void> => {
      try {
        await steps.return?.(undefined);
      } catch {
        // The failure that led here is the one to tell.
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
