import { diagnostic, type RelatedLocation } from "../../diagnostics/index.ts";
import type { RegisteredProcessor } from "../../registry/index.ts";
import type { Runbook, RunbookArtifact } from "../../runbook/index.ts";
import {
  type Combination,
  type NotJoinable,
  type PassThroughMatch,
  type SchemaInput,
  satisfies,
} from "../../schema/index.ts";

interface MismatchParts {
  readonly component: RegisteredProcessor;
  readonly combinations: readonly Combination[];
  readonly inputs: readonly SchemaInput[];
  readonly runbook: Runbook;
}

/** Reports inputs that match no combination: an input that no combination accepts, missing inputs, or too many. */
export function mismatch(artifact: RunbookArtifact, parts: MismatchParts) {
  const { component, combinations, inputs, runbook } = parts;
  const takes = (combination: Combination, { schema }: SchemaInput): boolean =>
    combination.some((requirement) => satisfies(schema, requirement.schema));
  const unaccepted = inputs.filter((input) => !combinations.some((combination) => takes(combination, input)));
  const first = unaccepted[0] === undefined ? 0 : inputs.indexOf(unaccepted[0]);
  const given = (unaccepted.length > 0 ? unaccepted : inputs).map(nameWithSchema).join(" and ");
  const missing = unaccepted.length > 0 ? null : fewestMissing(parts);
  const said = `artifact "${artifact.id}": processor "${component.type}"`;
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message:
      missing === null
        ? `${said} does not accept ${given}${unaccepted.length === 0 && inputs.length > 1 ? " together" : ""}`
        : `${said} also needs an input of ${missing.join(" and one of ")}`,
    hint:
      missing === null
        ? `give it ${component.inputs.map(listRequirements).join(" or ")}`
        : `add an input with schema ${missing.join(" and one with schema ")}`,
    location: artifact.inputs[first]?.location,
    related: definitions(inputs, runbook),
  });
}

const nameWithSchema = ({ artifact, schema }: SchemaInput): string => `${schema.ref} ("${artifact}")`;

/**
 * Returns the schemas that the nearest combination needs in addition to the given inputs; null if no combination
 * accepts all of them.
 */
function fewestMissing({ combinations, inputs }: MismatchParts): readonly string[] | null {
  const lacking = combinations.flatMap((combination) => {
    const takesAll = inputs.every(({ schema }) => combination.some((one) => satisfies(schema, one.schema)));
    if (!takesAll) return [];
    const required = combination.filter(({ optional }) => !optional);
    return [required.filter((one) => !inputs.some(({ schema }) => satisfies(schema, one.schema)))];
  });
  const [fewest] = lacking.filter(({ length }) => length > 0).toSorted((a, b) => a.length - b.length);
  return fewest?.map(({ schema }) => schema.ref) ?? null;
}

/** Reports several inputs of a schema that has no stream. */
export function notJoinable(artifact: RunbookArtifact, { schema, artifacts }: NotJoinable) {
  const [, second] = artifact.inputs.filter(({ value }) => artifacts.some((id) => id === value));
  const names = artifacts.map((id) => `"${id}"`).join(", ");
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message: `artifact "${artifact.id}" joins ${names}, but the schema ${schema} has no stream, so it can have only one input`,
    hint: "keep one of them",
    location: second?.location,
  });
}

/** Reports a pass-through of different schemas. */
export function differentSchemas(
  artifact: RunbookArtifact,
  { first, other }: Extract<PassThroughMatch, { readonly reason: "different-schemas" }>,
  runbook: Runbook,
) {
  return diagnostic("WCT_SCHEMA_MISMATCH", {
    message: `artifact "${artifact.id}" joins ${first.schema.ref} ("${first.artifact}") and ${other.schema.ref} ("${other.artifact}"), which are different schemas`,
    hint: "join artifacts of one schema, or add a process that accepts both",
    location: artifact.inputs.find(({ value }) => value === other.artifact)?.location,
    related: definitions([first, other], runbook),
  });
}

function definitions(inputs: readonly SchemaInput[], runbook: Runbook): readonly RelatedLocation[] {
  return inputs.flatMap(({ artifact: id, schema }) => {
    const artifact = runbook.artifacts.get(id);
    return artifact === undefined ? [] : [{ message: `"${id}" has schema ${schema.ref}`, location: artifact.location }];
  });
}

function listRequirements(list: RegisteredProcessor["inputs"][number]): string {
  return `[${list.map(({ schema, optional }) => schema + (optional ? "?" : "")).join(", ")}]`;
}
