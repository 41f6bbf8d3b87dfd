import type { Context, ElementOf, Input, InputPart, RestOf, SchemaDefinition } from "../plugin/index.ts";

/** Thrown by `context.fail` under test. */
export class ComponentFailure extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, text: string, hint?: string) {
    super(text);
    this.name = "ComponentFailure";
    this.code = code;
    this.hint = hint;
  }
}

interface FakeContextOptions<Config, Inputs> {
  readonly config: Config;
  /** The inputs of a processor by schema name; made with `inputOf`. */
  readonly inputs?: Inputs;
  readonly signal?: AbortSignal;
  readonly now?: Date;
  readonly dryRun?: boolean;
  /** For a component that uses it. The test deletes it. */
  readonly temporaryFolder?: string;
}

/** The calls of a component to its context, in order. */
interface ContextCalls {
  readonly notes: { readonly level: "debug" | "info" | "warn" | "error"; readonly text: string }[];
  readonly progress: { readonly done: number; readonly total: number | undefined }[];
  readonly costs: { readonly amount: number; readonly unit: string }[];
}

/**
 * Creates a context for calling `definition.extract(...)` or `definition.process(...)` without a host. `told` contains
 * the calls.
 */
export function fakeContext<Config, Inputs = Record<never, never>>(
  options: FakeContextOptions<Config, Inputs>,
): Context<Config> & { readonly inputs: Inputs; readonly told: ContextCalls } {
  const told: ContextCalls = { notes: [], progress: [], costs: [] };
  const note = (level: ContextCalls["notes"][number]["level"]) => (text: string) => {
    told.notes.push({ level, text });
  };
  return {
    config: options.config,
    // A connector reads no inputs. A processor's test without inputs fails at the first access.
    inputs: options.inputs as Inputs,
    signal: options.signal ?? new AbortController().signal,
    log: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
    progress: (done, total) => {
      told.progress.push({ done, total });
    },
    cost: (amount, unit) => {
      told.costs.push({ amount, unit });
    },
    now: options.now ?? new Date("2026-01-02T03:04:05.000Z"),
    dryRun: options.dryRun ?? false,
    temporaryFolder: () => {
      if (options.temporaryFolder === undefined) throw new Error("the test names no temporaryFolder");
      return options.temporaryFolder;
    },
    fail: (code, text, hint) => {
      throw new ComponentFailure(code, text, hint);
    },
    told,
  };
}

type Each<Yielded> = Yielded extends readonly (infer Element)[] ? Element : Yielded;

/** Runs a component to its end. Returns all elements, with batches flattened, and its return value. */
export async function collect<Yielded, Rest>(
  production: AsyncGenerator<Yielded, Rest, void>,
): Promise<{ readonly elements: Each<Yielded>[]; readonly rest: Rest }> {
  const elements: Each<Yielded>[] = [];
  for (;;) {
    const step = await production.next();
    if (step.done === true) return { elements, rest: step.value };
    const yielded = step.value;
    for (const element of Array.isArray(yielded) ? yielded : [yielded]) elements.push(element);
  }
}

interface FakePart<S> {
  readonly artifact?: string;
  readonly elements?: readonly ElementOf<S>[];
  readonly rest: RestOf<S>;
}

/** Makes one artifact as a processor or an exporter receives it. */
export function inputPartOf<S extends SchemaDefinition>(schema: S, part: FakePart<S>): InputPart<S> {
  const elements = part.elements ?? [];
  return {
    artifact: part.artifact ?? "source",
    schema: schema.ref,
    digest: "0".repeat(64),
    size: schema.stream === null ? null : elements.length,
    elements: () => each([elements]),
    batches: () => batchesOf([elements]),
    rest: async () => part.rest,
  };
}

/** Makes the inputs of one schema from arrays: `inputOf(standardInput, [{ elements, rest }])`. */
export function inputOf<S extends SchemaDefinition>(schema: S, parts: readonly FakePart<S>[]): Input<S> {
  const lists = parts.map((part) => part.elements ?? []);
  return {
    parts: parts.map((part, index) => inputPartOf(schema, { artifact: `source_${index + 1}`, ...part })),
    size: schema.stream === null ? null : lists.reduce((sum, list) => sum + list.length, 0),
    elements: () => each(lists),
    batches: () => batchesOf(lists),
    content: async () => {
      const [only, ...others] = parts;
      if (only === undefined || others.length > 0) throw new Error("content() is for a single artifact");
      const stream = schema.stream === null ? {} : { [schema.stream]: only.elements ?? [] };
      return { ...stream, ...only.rest } as Awaited<ReturnType<Input<S>["content"]>>;
    },
  };
}

async function* each<Element>(lists: readonly (readonly Element[])[]): AsyncGenerator<Element, void, void> {
  for (const list of lists) yield* list;
}

// Small batches, so that a component that keeps state between batches receives several of them.
async function* batchesOf<Element>(lists: readonly (readonly Element[])[]): AsyncGenerator<readonly Element[], void> {
  for (const list of lists) {
    for (let start = 0; start < list.length; start += 3) yield list.slice(start, start + 3);
  }
}

/** The origin that an exporter receives for an artifact of unknown origin. */
export const ofUnknownOrigin = {
  origins: [],
  declared: { path: null, file: "runbook.yaml", line: 1 },
  options: {},
} as const;
