import { createHash } from "node:crypto";
import fc from "fast-check";
import type {
  ArtifactId,
  Digest,
  ExecutionPlan,
  PlannedArtifact,
  RunEvent,
  SchemaRef,
} from "../../src/domain/index.ts";
import { idAt, samplePlan } from "../../src/testing/sample-plan.ts";

/** One artifact as it is at one time. Whatever is not `outside` or `fails` is part of its fingerprint. */
export interface Spec {
  readonly isThere: boolean;
  /** Places of its inputs, all of them smaller than its own. */
  readonly inputs: readonly number[];
  readonly config: number;
  readonly variable: number;
  readonly file: number;
  readonly plugin: number;
  /** What an outside system holds; nobody can tell that it changed without reading it. */
  readonly outside: number;
  readonly fails: boolean;
  readonly isKept: boolean;
}

/** How a run ends: by itself, cancelled when so many artifacts have started, or killed after so many frames. */
export type Fate =
  | { readonly kind: "ends" }
  | { readonly kind: "cancelled"; readonly after: number }
  | { readonly kind: "killed"; readonly after: number };

/** One run: what there is then, which stored content is gone before, and how it ends. */
export interface Round {
  readonly specs: readonly Spec[];
  /** Places of artifacts whose stored content is lost or damaged before the run. */
  readonly lost: readonly number[];
  readonly fate: Fate;
  readonly isReversed: boolean;
}

const size = 7;
const few = fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0));
const rarely = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

const specAt = (place: number): fc.Arbitrary<Spec> =>
  fc.record({
    isThere: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    inputs: fc.subarray([...Array(place).keys()], { maxLength: Math.min(3, place) }),
    config: few,
    variable: few,
    file: few,
    plugin: few,
    outside: fc.integer({ min: 0, max: 2 }),
    fails: rarely,
    isKept: rarely.map((is) => !is),
  });

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: "ends" } as const) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: size }).map((after) => ({ kind: "cancelled", after }) as const) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 * size }).map((after) => ({ kind: "killed", after }) as const) },
);

/** Edits keep most of what there was, field by field. */
function edited(before: readonly Spec[]): fc.Arbitrary<readonly Spec[]> {
  const keep = fc.integer({ min: 0, max: 5 }).map((n) => n > 0);
  return fc.tuple(
    ...before.map((old, place) =>
      fc.tuple(specAt(place), fc.record({ edges: keep, rest: keep, outside: fc.boolean() })).map(
        ([next, kept]): Spec => ({
          ...(kept.rest ? old : next),
          inputs: kept.edges ? old.inputs : next.inputs,
          outside: kept.outside ? old.outside : next.outside,
          fails: next.fails,
          isKept: next.isKept,
        }),
      ),
    ),
  );
}

const roundOf = (specs: fc.Arbitrary<readonly Spec[]>): fc.Arbitrary<Round> =>
  fc.record({
    specs,
    lost: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...Array(size).keys()], { maxLength: 2 })),
    fate,
    isReversed: fc.boolean(),
  });

const first = roundOf(fc.tuple(...[...Array(size).keys()].map(specAt)));
const after = (round: Round): fc.Arbitrary<Round> => roundOf(edited(round.specs));

/** Three runs, each of which resumes the one before. */
export const story: fc.Arbitrary<readonly Round[]> = first
  .chain((one) => fc.tuple(fc.constant(one), after(one)))
  .chain(([one, two]) => fc.tuple(fc.constant(one), fc.constant(two), after(two)));

const digestOf = (text: string): Digest => createHash("sha256").update(text).digest("hex") as Digest;

/** Inputs that are there. */
export const inputsOf = (specs: readonly Spec[], place: number): readonly number[] =>
  (specs[place]?.inputs ?? []).filter((input) => specs[input]?.isThere === true);

/** The plan of a round. */
export function planOf({ specs, isReversed }: Round): ExecutionPlan {
  const whole = samplePlan(
    specs.map((_, place) => inputsOf(specs, place)),
    (place) => fingerprinted(specs[place]!, inputsOf(specs, place)),
  );
  const artifacts = whole.artifacts.filter((_, place) => specs[place]?.isThere);
  return { ...whole, artifacts: isReversed ? artifacts.toReversed() : artifacts };
}

function fingerprinted(spec: Spec, inputs: readonly number[]): Partial<PlannedArtifact> {
  const parts = {
    component: "sample@1.0.0",
    plugin: digestOf(`plugin ${spec.plugin}`),
    configWritten: digestOf(`config ${spec.config}`),
    configResolved: digestOf(`config ${spec.config} ${spec.variable}`),
    files: { path: digestOf(`file ${spec.file}`) },
    rulesets: {},
    inputSchemas: inputs.map(() => "standard_input:1.0.0" as SchemaRef),
    recordFormat: 1,
  };
  return { fingerprint: { ...parts, digest: digestOf(JSON.stringify(parts)) }, retain: spec.isKept };
}

/** What an artifact's content is: of every second artifact hardly anything shows of what it was made from. */
export function contentOf(place: number, spec: Spec, inputs: readonly Digest[]): string {
  const made = [spec.config, spec.variable, spec.file, spec.plugin, inputs.length === 0 ? spec.outside : 0, ...inputs];
  const value = digestOf(made.join(" "));
  return `${place} ${place % 2 === 0 ? value : Number.parseInt(value.slice(0, 4), 16) % 2}`;
}

/** What is known of an artifact without folding: its message and what that was made from. */
export interface Held {
  readonly digest: Digest;
  readonly inputs: readonly (readonly [ArtifactId, Digest])[];
  readonly isKept: boolean;
  readonly spec: Spec;
}

/** Reads from the events who holds what at the end; `before`: of the run that was resumed. */
export function heldAfter(
  events: readonly RunEvent[],
  { specs }: Round,
  before: ReadonlyMap<ArtifactId, Held>,
): ReadonlyMap<ArtifactId, Held> {
  const held = new Map<ArtifactId, Held>();
  const inputs = new Map<ArtifactId, Held["inputs"]>();
  for (const event of events) {
    if (!("artifact" in event)) continue;
    const { artifact } = event;
    if (event.type === "artifact.started") {
      inputs.set(
        artifact,
        event.inputs.map(({ artifact: id, digest }) => [id, digest] as const),
      );
    }
    if (event.type === "artifact.attempted" && event.outcome === "produced") {
      const { digest, kept: isKept } = event.message;
      held.set(artifact, { digest, isKept, inputs: inputs.get(artifact)!, spec: specs[Number(artifact.slice(1))]! });
    }
    if (event.type === "artifact.reused") held.set(artifact, before.get(artifact)!);
    if (event.type === "artifact.failed") held.delete(artifact);
  }
  return held;
}

/** What becomes of an artifact, by definition. */
export type Outcome = "executes" | "fails" | "skipped" | Held;

interface Rules {
  /** False: artifacts without inputs are made again in any case. */
  readonly takesSources: boolean;
}

/** The definition, in as many words: an artifact is reused if nothing that it depends on is other than it was. */
export function oracle({ specs }: Round, held: ReadonlyMap<ArtifactId, Held>, { takesSources }: Rules) {
  const digest = (place: number): Digest | null => {
    const outcome = outcomeOf(place);
    if (typeof outcome === "object") return outcome.digest;
    if (outcome !== "executes") return null;
    const inputs = inputsOf(specs, place).map((input) => digest(input)!);
    return messageDigest(contentOf(place, specs[place]!, inputs));
  };
  const outcomeOf = (place: number): Outcome => {
    const inputs = inputsOf(specs, place);
    if (inputs.some((input) => digest(input) === null)) return "skipped";
    const old = held.get(idAt(place));
    const now = inputs.map((input) => [idAt(input), digest(input)]);
    const isOpen = takesSources || inputs.length > 0;
    if (isOpen && old !== undefined && isSame(old, { specs, place, inputs: now })) return old;
    return specs[place]!.fails ? "fails" : "executes";
  };
  return { outcomeOf, digest };
}

interface Now {
  readonly specs: readonly Spec[];
  readonly place: number;
  readonly inputs: readonly (readonly unknown[])[];
}

function isSame(old: Held, { specs, place, inputs }: Now): boolean {
  const spec = specs[place]!;
  const parts = ({ config, variable, file, plugin }: Spec) => JSON.stringify([config, variable, file, plugin]);
  return old.isKept && parts(old.spec) === parts(spec) && JSON.stringify(old.inputs) === JSON.stringify(inputs);
}

/** The digest of the message with that content, as documented: one line with the content and the schema. */
function messageDigest(value: string): Digest {
  return digestOf(`${JSON.stringify({ schema: "standard_input:1.0.0", content: { value } })}\n`);
}
