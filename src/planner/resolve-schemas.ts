import { diagnostic, nearest } from "../diagnostics/index.ts";
import type { ArtifactId, InputGroup, SchemaRef } from "../domain/index.ts";
import type { RunbookArtifact } from "../runbook/index.ts";
import {
  type Combination,
  type HasStream,
  matchInputs,
  matchPassThrough,
  mayLowerTo,
  type ParsedSchemaRef,
  parseSchemaRef,
  type SchemaInput,
} from "../schema/index.ts";
import type { Planning } from "./context.ts";
import type { Links } from "./links.ts";
import type { Maker } from "./maker.ts";
import { differentSchemas, mismatch, notJoinable } from "./mismatch.ts";
import type { FoundArtifact } from "./past.ts";
import { watched } from "./watched.ts";

/** The schemas of an artifact's output and inputs. */
export interface ResolvedSchemas {
  readonly output: ParsedSchemaRef;
  readonly inputs: readonly SchemaRef[];
  /** Of a processor's inputs; empty otherwise. */
  readonly groups: readonly InputGroup[];
}

/** One artifact with the inputs whose schema is known: all of them, unless something upstream is wrong. */
interface Site {
  readonly planning: Planning;
  readonly artifact: RunbookArtifact;
  readonly inputs: readonly SchemaInput[];
  readonly isWhole: boolean;
  readonly hasStream: HasStream;
  readonly offers: (component: Maker["component"]) => Offer;
}

/** What a component makes of what, taken apart: once, however many artifacts it makes. */
interface Offer {
  readonly output: ParsedSchemaRef | null;
  readonly combinations: readonly Combination[];
}

/** Where each artifact's message comes from, beside its inputs. */
interface Origins {
  readonly makers: ReadonlyMap<ArtifactId, Maker>;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
}

/**
 * The schemas of every artifact, inputs before dependents. Reports what does not match; what follows from a problem
 * elsewhere (an unknown input or component, a cycle) is left out without a word.
 */
export function resolveSchemas(
  whole: Planning,
  { artifacts, dag, isWhole, order }: Links,
  { makers, reused }: Origins,
): ReadonlyMap<ArtifactId, ResolvedSchemas> {
  const { planning, problems } = watched(whole);
  const resolved = new Map<ArtifactId, ResolvedSchemas>();
  const hasStream: HasStream = (ref) => (planning.registry.schemas.get(ref)?.stream ?? null) !== null;
  const offers = offersOnce();
  const known = new AlikeSchemas();
  for (const position of order) {
    const artifact = artifacts[position];
    if (artifact === undefined) continue;
    const maker = makers.get(artifact.id);
    const alike = known.of(artifact, maker);
    if (alike !== undefined) {
      resolved.set(artifact.id, alike);
      continue;
    }
    const inputs: SchemaInput[] = [];
    for (const dependency of dag.dependencies[position] ?? []) {
      const input = artifacts[dependency];
      const schemas = input && resolved.get(input.id);
      if (input && schemas) inputs.push({ artifact: input.id, schema: schemas.output });
    }
    const all = isWhole[position] === true && inputs.length === artifact.inputs.length;
    const site = { planning, artifact, inputs, isWhole: all, hasStream, offers };
    const past = reused.get(artifact.id);
    const before = problems();
    const made = past === undefined ? resolve(site, maker) : resolveReused(site, past);
    if (made === null) continue;
    resolved.set(artifact.id, made);
    if (all && problems() === before) known.keep(artifact, maker, made);
  }
  return resolved;
}

/** Thousands of artifacts may be made by one component of one input: their schemas are resolved once. */
class AlikeSchemas {
  readonly #known = new Map<Maker["component"], Map<string, ResolvedSchemas>>();

  of({ inputs, outputSchema }: RunbookArtifact, maker: Maker | undefined): ResolvedSchemas | undefined {
    const [only] = inputs;
    const isPlain = only !== undefined && inputs.length === 1 && outputSchema === null;
    return maker !== undefined && isPlain ? this.#known.get(maker.component)?.get(only.value) : undefined;
  }

  keep({ inputs, outputSchema }: RunbookArtifact, maker: Maker | undefined, schemas: ResolvedSchemas): void {
    const [only] = inputs;
    if (maker === undefined || only === undefined || inputs.length > 1 || outputSchema !== null) return;
    const ofComponent = this.#known.get(maker.component) ?? new Map<string, ResolvedSchemas>();
    this.#known.set(maker.component, ofComponent.set(only.value, schemas));
  }
}

function resolve(site: Site, maker: Maker | undefined): ResolvedSchemas | null {
  const groups = maker === undefined ? [] : groupsOf(site, maker);
  const own = maker === undefined ? joinedSchema(site) : site.offers(maker.component).output;
  const output = outputSchema(site, own);
  return output && { output, inputs: site.inputs.map(({ schema }) => schema.ref), groups };
}

/** A copy has the schema that was recorded, and no other. */
function resolveReused({ planning, artifact }: Site, { message, run }: FoundArtifact): ResolvedSchemas | null {
  const { outputSchema: declared, id } = artifact;
  const own = parseSchemaRef(message.schema);
  if (declared !== null && declared.value !== own?.ref) {
    planning.report(
      diagnostic("WCT_SCHEMA_OUTPUT", {
        message: `artifact "${id}" has output_schema "${declared.value}", but what it reuses of ${run} is "${message.schema}"`,
        hint: hintFor(own),
        location: declared.location,
      }),
    );
  }
  return own && { output: own, inputs: [], groups: [] };
}

function groupsOf(site: Site, { component }: Maker): readonly InputGroup[] {
  if (component.kind === "connector" || !site.isWhole) return [];
  const { combinations } = site.offers(component);
  const match = matchInputs(site.inputs, combinations, site.hasStream);
  if (match.ok) return match.groups;
  const { runbook, report } = site.planning;
  if (match.reason === "not-joinable") report(notJoinable(site.artifact, match));
  else report(mismatch(site.artifact, { component, combinations, inputs: site.inputs, runbook }));
  return [];
}

function offersOnce(): Site["offers"] {
  const known = new Map<Maker["component"], Offer>();
  return (component) => {
    const offer = known.get(component) ?? offerOf(component);
    known.set(component, offer);
    return offer;
  };
}

function offerOf(component: Maker["component"]): Offer {
  const inputs = component.kind === "connector" ? [] : component.inputs;
  const combinations = inputs.map((list) =>
    list.flatMap(({ schema, optional }) => {
      const parsed = parseSchemaRef(schema);
      return parsed === null ? [] : [{ schema: parsed, optional }];
    }),
  );
  return { output: parseSchemaRef(component.output), combinations };
}

/** Of a pass-through; null when it is not known, or is no pass-through. */
function joinedSchema(site: Site): ParsedSchemaRef | null {
  const [first, ...others] = site.inputs;
  if (site.artifact.method.kind !== "pass-through" || !site.isWhole || first === undefined) return null;
  const match = matchPassThrough([first, ...others], site.hasStream);
  if (match.ok) return match.schema;
  const { runbook, report } = site.planning;
  if (match.reason === "not-joinable") report(notJoinable(site.artifact, match));
  else report(differentSchemas(site.artifact, match, runbook));
  return null;
}

/** What `output_schema` names, if it may; else the component's own schema. */
function outputSchema({ planning, artifact }: Site, own: ParsedSchemaRef | null): ParsedSchemaRef | null {
  const { outputSchema: declared, id } = artifact;
  if (declared === null) return own;
  const { value, location } = declared;
  const { registry, report } = planning;
  const wanted = parseSchemaRef(value);
  if (wanted === null) {
    const message = `output_schema "${value}" of artifact "${id}" is not name:major.minor.patch`;
    report(diagnostic("WCT_SCHEMA_BAD_REF", { message, hint: hintFor(own), location }));
  } else if (own !== null && !mayLowerTo(own, wanted)) {
    const message = `artifact "${id}" has output_schema "${value}", but what makes it gives "${own.ref}"`;
    report(diagnostic("WCT_SCHEMA_OUTPUT", { message, hint: hintFor(own), location }));
  } else if (!registry.schemas.has(wanted.ref)) {
    const near = own?.ref ?? nearest(value, registry.schemas.keys());
    const hint = near === undefined ? "see `wct schemas` for those there are" : `write "${near}"`;
    report(diagnostic("WCT_SCHEMA_UNKNOWN", { message: `there is no schema "${value}"`, hint, location }));
  } else return wanted;
  return own;
}

function hintFor(own: ParsedSchemaRef | null): string {
  return own === null ? "write the reference as name:1.0.0" : `write "${own.ref}" or leave it out`;
}
