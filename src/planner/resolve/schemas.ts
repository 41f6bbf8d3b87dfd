import { diagnostic, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId, InputGroup } from "../../domain/index.ts";
import type { GivenInput, RunbookArtifact } from "../../runbook/index.ts";
import {
  type Combination,
  type HasStream,
  matchInputs,
  matchPassThrough,
  mayLowerTo,
  type ParsedSchemaRef,
  parseSchemaRef,
  type SchemaInput,
} from "../../schema/index.ts";
import type { Maker } from "../bind/index.ts";
import type { Planning } from "../context.ts";
import { countProblems } from "../count-problems.ts";
import type { FoundArtifact } from "../past.ts";
import { GivenCheck } from "./given.ts";
import type { Links } from "./links.ts";
import { differentSchemas, mismatch, notJoinable } from "./mismatch.ts";
import type { ResolvedSchemas } from "./resolved-schemas.ts";

/** One artifact with the inputs whose schema is known. These are all its inputs unless there is a problem upstream. */
interface Site {
  readonly planning: Planning;
  readonly artifact: RunbookArtifact;
  readonly inputs: readonly SchemaInput[];
  readonly isWhole: boolean;
  readonly hasStream: HasStream;
  readonly offers: (component: Maker["component"]) => Offer;
}

/** The parsed inputs and output of a component. They are parsed once, for all artifacts that it makes. */
interface Offer {
  readonly output: ParsedSchemaRef | null;
  readonly combinations: readonly Combination[];
}

/** The sources of each artifact's message other than its inputs. */
interface Origins {
  readonly makers: ReadonlyMap<ArtifactId, Maker>;
  readonly reused: ReadonlyMap<ArtifactId, FoundArtifact>;
  /** The artifacts that are given to inputs of child runbooks. */
  readonly given: readonly GivenInput[];
}

/**
 * Resolves the schemas of every artifact, inputs before dependents. Reports mismatches, but not those that only follow
 * from another problem (an unknown input or component, a cycle).
 */
export function resolveSchemas(
  whole: Planning,
  { artifacts, dag, isWhole, order }: Links,
  { makers, reused, given }: Origins,
): ReadonlyMap<ArtifactId, ResolvedSchemas> {
  const { planning, problems } = countProblems(whole);
  const resolved = new Map<ArtifactId, ResolvedSchemas>();
  const hasStream: HasStream = (ref) => (planning.registry.schemas.get(ref)?.stream ?? null) !== null;
  const offers = offersOnce();
  const known = new AlikeSchemas();
  const check = new GivenCheck(planning, resolved);
  for (const position of order) {
    const artifact = artifacts[position];
    // Nothing can be concluded about an artifact that is partly unread, or about its dependents.
    if (artifact === undefined || artifact.isPartial) continue;
    const maker = makers.get(artifact.id);
    const alike = known.of(artifact, maker);
    if (alike !== undefined) {
      resolved.set(artifact.id, alike);
      continue;
    }
    const inputs: SchemaInput[] = [];
    const misfits = new Set<string>(artifact.inputs.filter((input) => !check.fits(input)).map(({ value }) => value));
    for (const dependency of dag.dependencies[position] ?? []) {
      const input = artifacts[dependency];
      const schemas = input && resolved.get(input.id);
      if (input && schemas && !misfits.has(input.id)) inputs.push({ artifact: input.id, schema: schemas.output });
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
  for (const one of given) check.check(one);
  return resolved;
}

/** Caches the schemas of artifacts that one component makes from one input, because there may be thousands of them. */
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

/** Resolves the schemas of a copy, which always has the recorded schema. */
function resolveReused({ planning, artifact }: Site, { message, run }: FoundArtifact): ResolvedSchemas | null {
  const { outputSchema: declared, id } = artifact;
  const own = parseSchemaRef(message.schema);
  if (declared !== null && declared.value !== own?.ref) {
    planning.report(
      diagnostic("WCT_SCHEMA_OUTPUT", {
        message: `artifact "${id}" has output_schema "${declared.value}", but the reused artifact of ${run} has schema "${message.schema}"`,
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

/** Returns the schema of a pass-through; null if it is unknown or the artifact is not a pass-through. */
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

/** Returns the schema that `output_schema` names, if it is allowed; otherwise the component's own schema. */
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
    const message = `artifact "${id}" has output_schema "${value}", but its schema is "${own.ref}"`;
    report(diagnostic("WCT_SCHEMA_OUTPUT", { message, hint: hintFor(own), location }));
  } else if (!registry.schemas.has(wanted.ref)) {
    if (planning.isRegistryPartial === true) return own;
    const near = own?.ref ?? nearest(value, registry.schemas.keys());
    const hint = near === undefined ? "choose one that `wct schemas` lists" : `write "${near}"`;
    report(diagnostic("WCT_SCHEMA_UNKNOWN", { message: `there is no schema "${value}"`, hint, location }));
  } else return wanted;
  return own;
}

function hintFor(own: ParsedSchemaRef | null): string {
  return own === null ? "write the reference as name:1.0.0" : `write "${own.ref}" or leave it out`;
}
