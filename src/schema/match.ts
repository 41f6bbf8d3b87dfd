import type { ArtifactId, InputGroup, SchemaRef } from "../domain/index.ts";
import { type Combination, findBest } from "./combination.ts";
import { canJoin, groupKey, lowestVersion, type ParsedSchemaRef, satisfies } from "./ref.ts";

/** An artifact that is an input, with the schema of its message. */
export interface SchemaInput {
  readonly artifact: ArtifactId;
  readonly schema: ParsedSchemaRef;
}

/** Several artifacts of a schema without a stream, which cannot be joined. */
export interface NotJoinable {
  readonly ok: false;
  readonly reason: "not-joinable";
  readonly schema: SchemaRef;
  readonly artifacts: readonly ArtifactId[];
}

type InputMatch =
  /** `combination` is the index of the chosen combination; groups are in its order. */
  | { readonly ok: true; readonly combination: number; readonly groups: readonly InputGroup[] }
  | { readonly ok: false; readonly reason: "no-combination" }
  | NotJoinable;

export type PassThroughMatch =
  | { readonly ok: true; readonly schema: ParsedSchemaRef }
  | {
      readonly ok: false;
      readonly reason: "different-schemas";
      readonly first: SchemaInput;
      readonly other: SchemaInput;
    }
  | NotJoinable;

/** Returns whether a schema has a stream, so that several of its artifacts can be joined. */
export type HasStream = (ref: SchemaRef) => boolean;

type Group = readonly [SchemaInput, ...SchemaInput[]];
type Join = { readonly ok: true; readonly schema: ParsedSchemaRef } | NotJoinable;

/** Finds the combination of schemas that an artifact's inputs match, and groups the inputs by its requirements. */
export function matchInputs(
  inputs: readonly SchemaInput[],
  combinations: readonly Combination[],
  hasStream: HasStream,
): InputMatch {
  const groups = groupInputs(inputs);
  const fitting = [...combinations.keys()].filter((index) => fits(groups, combinations[index] ?? []));
  const best = findBest(fitting, combinations, new Set(groups.keys()));
  if (best === undefined) return { ok: false, reason: "no-combination" };
  const found: InputGroup[] = [];
  for (const { schema } of combinations[best] ?? []) {
    const group = groups.get(groupKey(schema));
    if (group === undefined) continue;
    const joined = join(group, hasStream);
    if (!joined.ok) return joined;
    found.push({ required: schema.ref, schema: joined.schema.ref, artifacts: group.map((input) => input.artifact) });
  }
  return { ok: true, combination: best, groups: found };
}

/**
 * Returns the schema of a pass-through. Its inputs must have the same name and major (while the major is 0, also the
 * same minor), and a stream if there are several.
 */
export function matchPassThrough(inputs: Group, hasStream: HasStream): PassThroughMatch {
  const [first] = inputs;
  const other = inputs.find((input) => !canJoin(first.schema, input.schema));
  if (other !== undefined) return { ok: false, reason: "different-schemas", first, other };
  return join(inputs, hasStream);
}

/**
 * Returns whether `output_schema` may name `wanted` for a component that makes `own`: same name and major, no higher
 * minor.
 */
export function mayLowerTo(own: ParsedSchemaRef, wanted: ParsedSchemaRef): boolean {
  return satisfies(own, wanted);
}

function groupInputs(inputs: readonly SchemaInput[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, [SchemaInput, ...SchemaInput[]]>();
  for (const input of inputs) {
    const key = groupKey(input.schema);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [input]);
    else group.push(input);
  }
  return groups;
}

function fits(groups: ReadonlyMap<string, Group>, combination: Combination): boolean {
  let used = 0;
  for (const { schema, optional } of combination) {
    const group = groups.get(groupKey(schema));
    if (group === undefined && !optional) return false;
    if (group === undefined) continue;
    if (!group.every((input) => satisfies(input.schema, schema))) return false;
    used += 1;
  }
  return used === groups.size;
}

/**
 * Returns the schema of a group. A single artifact keeps its schema. Several need a stream; the lowest version
 * describes all of them.
 */
function join(group: Group, hasStream: HasStream): Join {
  const [first, ...others] = group;
  const streamless = others.length === 0 ? undefined : group.find((input) => !hasStream(input.schema.ref));
  if (streamless !== undefined) {
    const artifacts = group.map((input) => input.artifact);
    return { ok: false, reason: "not-joinable", schema: streamless.schema.ref, artifacts };
  }
  return { ok: true, schema: lowestVersion(first.schema, ...others.map((input) => input.schema)) };
}
