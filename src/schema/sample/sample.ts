import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { type CompiledSchema, compileSchema } from "../compile.ts";
import { describeStream, type SchemaSource, type StreamShape } from "../stream.ts";
import { type Conformity, createConformity } from "./conformity.ts";
import { type SampleProfile, Unsatisfied } from "./context.ts";
import { generate } from "./generate.ts";
import { createRandom } from "./random.ts";
import { createResources, type Resources, type Subschema } from "./resources.ts";

export interface SampleRequest {
  /** The same text gives the same content. */
  readonly seed: string;
  readonly profile: SampleProfile;
  /** Number of elements; by default, what the profile says. */
  readonly elements?: number | undefined;
}

/** Content that conforms to a schema, or the keyword that no try could satisfy. */
export type Sampled =
  | {
      readonly ok: true;
      /** Null for a schema without a stream. */
      readonly elements: readonly JsonValue[] | null;
      readonly rest: JsonObject;
    }
  | {
      readonly ok: false;
      readonly keyword: string;
      /** JSONPath of the value that violates it; null if no value was found at all. */
      readonly path: string | null;
    };

/** Seeds that are derived from the requested one until the content conforms. */
const seeds = 20;

/** Repetitions of parts of one try. */
const mostRepetitions = 200;

/**
 * Generates content that conforms to a schema: each element of the stream, and the rest, is validated as a component's
 * output is. A value that does not conform is made again from a derived seed, up to 20 times. Throws WCT_SCHEMA_INVALID.
 */
export function sampleContent(source: SchemaSource, request: SampleRequest): Sampled {
  const compiled = compileSchema(source);
  const described = describeStream(source);
  const stream = described.ok ? described.stream : null;
  const sampler = samplerOf(source.jsonSchema);
  const root: Part = { of: [sampler.resources.root], omit: stream?.key ?? null, suffix: "rest", place: 0 };
  const rest = conforming(sampler, { ...request, part: root, check: compiled.rest });
  if ("keyword" in rest) return { ok: false, ...rest };
  if (!isJsonObject(rest.value)) return { ok: false, keyword: "type", path: "$" };
  if (stream === null) return { ok: true, elements: null, rest: rest.value };
  const elements: JsonValue[] = [];
  for (let place = 0; place < countFor(stream, request); place += 1) {
    const element = elementOf(sampler, { stream, compiled, request, place });
    if ("keyword" in element) return { ok: false, ...element };
    elements.push(element.value);
  }
  return { ok: true, elements, rest: rest.value };
}

interface Sampler {
  readonly resources: Resources;
  readonly conformity: Conformity;
}

const samplers = new WeakMap<JsonObject, Sampler>();

function samplerOf(schema: JsonObject): Sampler {
  const known = samplers.get(schema);
  if (known !== undefined) return known;
  const resources = createResources(schema);
  const made = { resources, conformity: createConformity(resources) };
  samplers.set(schema, made);
  return made;
}

/** Elements of a stream: some, none or one, within its bounds. No sample is repeated, because elements have ids. */
function countFor({ minItems, maxItems, items }: StreamShape, { profile, elements, seed }: SampleRequest): number {
  const listed = isJsonObject(items) ? items["x-wct-sample"] : undefined;
  const most = Array.isArray(listed) && listed.length > 0 ? listed.length : 5;
  const some = createRandom(`${seed} count`).integer(Math.min(2, most), most);
  const usual = profile === "empty" ? 0 : profile === "minimal" ? 1 : some;
  return Math.min(maxItems, Math.max(minItems, elements ?? usual));
}

interface ElementRequest {
  readonly stream: StreamShape;
  readonly compiled: CompiledSchema;
  readonly request: SampleRequest;
  readonly place: number;
}

function elementOf(sampler: Sampler, { stream, compiled, request, place }: ElementRequest): Made {
  const { scope } = sampler.resources.root;
  const part: Part = { of: [{ schema: stream.items, scope }], omit: null, suffix: `element ${place}`, place };
  return conforming(sampler, { ...request, part, check: (value) => compiled.element(value) });
}

interface Part {
  readonly of: readonly Subschema[];
  readonly omit: string | null;
  /** Distinguishes the seeds of parts. */
  readonly suffix: string;
  readonly place: number;
}

interface PartRequest extends SampleRequest {
  readonly part: Part;
  readonly check: CompiledSchema["rest"];
}

type Made = { readonly value: JsonValue } | { readonly keyword: string; readonly path: string | null };

function conforming(sampler: Sampler, { seed, profile, part, check }: PartRequest): Made {
  const { of, omit, suffix, place } = part;
  let last: Made = { keyword: "type", path: null };
  for (let attempt = 0; attempt < seeds; attempt += 1) {
    const random = createRandom(`${seed} ${suffix} ${attempt}`);
    try {
      const value = generate(of, {
        ...sampler,
        generate,
        repetitions: { left: mostRepetitions },
        random,
        profile,
        attempt,
        depth: 0,
        name: null,
        place,
        omit,
      });
      const issue = check(value);
      if (issue === null) return { value };
      last = { keyword: issue.keyword, path: issue.path };
    } catch (error) {
      if (!(error instanceof Unsatisfied)) throw error;
      last = { keyword: error.keyword, path: null };
    }
  }
  return last;
}
