import { diagnostic, type RelatedLocation } from "../diagnostics/index.ts";
import type { RegisteredProcessor } from "../registry/index.ts";
import type { Runbook, RunbookArtifact } from "../runbook/index.ts";
import {
  type Combination,
  type NotJoinable,
  type PassThroughMatch,
  type SchemaInput,
  satisfies,
} from "../schema/index.ts";

interface MismatchParts {
  readonly component: RegisteredProcessor;
  readonly combinations: readonly Combination[];
  readonly inputs: readonly SchemaInput[];
  readonly runbook: Runbook;
}

/** Inputs that fit none of the combinations: points to the first input that no combination takes at all. */
export function mismatch(artifact: RunbookArtifact, { component, combinations, inputs, runbook }: MismatchParts) {
  const isTaken = ({ schema }: SchemaInput) =>
    combinations.some((combination) => combination.some((requirement) => satisfies(schema, requirement.schema)));
  const stranger = inputs.findIndex((input) => !isTaken(input));
  const given = inputs.map(({ artifact: id, schema }) => `${schema.ref} ("${id}")`).join(", ");
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message: `artifact "${artifact.id}": processor "${component.type}" does not take ${given}`,
    hint: `give it ${component.inputs.map(listRequirements).join(" or ")}`,
    location: stranger === -1 ? artifact.inputs[0]?.location : artifact.inputs[stranger]?.location,
    related: definitions(inputs, runbook),
  });
}

/** Several inputs of a schema that has no stream. */
export function notJoinable(artifact: RunbookArtifact, { schema, artifacts }: NotJoinable) {
  const [, second] = artifact.inputs.filter(({ value }) => artifacts.some((id) => id === value));
  const names = artifacts.map((id) => `"${id}"`).join(", ");
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message: `artifact "${artifact.id}" joins ${names}, but the schema ${schema} has no stream, so only one can be taken`,
    hint: "take one of them",
    location: second?.location,
  });
}

/** A pass-through of different schemas. */
export function differentSchemas(
  artifact: RunbookArtifact,
  { first, other }: Extract<PassThroughMatch, { readonly reason: "different-schemas" }>,
  runbook: Runbook,
) {
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message: `artifact "${artifact.id}" joins ${first.schema.ref} ("${first.artifact}") and ${other.schema.ref} ("${other.artifact}"), which are different schemas`,
    hint: "join artifacts of one schema, or add a process that takes both",
    location: artifact.inputs.find(({ value }) => value === other.artifact)?.location,
    related: definitions([first, other], runbook),
  });
}

function definitions(inputs: readonly SchemaInput[], runbook: Runbook): readonly RelatedLocation[] {
  return inputs.flatMap(({ artifact: id, schema }) => {
    const artifact = runbook.artifacts.get(id);
    return artifact === undefined ? [] : [{ message: `"${id}" gives ${schema.ref}`, location: artifact.location }];
  });
}

function listRequirements(list: RegisteredProcessor["inputs"][number]): string {
  return `[${list.map(({ schema, optional }) => schema + (optional ? "?" : "")).join(", ")}]`;
}
