import type { SourceRange } from "../../diagnostics/index.ts";
import {
  artifactId,
  digest,
  type ExecutionPlan,
  type Fingerprint,
  type InputGroup,
  isDigest,
  type Method,
  type PlannedArtifact,
  type PlannedComponent,
  runId,
  type SchemaRef,
} from "../../domain/index.ts";
import { parseSchemaRef } from "../../schema/index.ts";
import {
  describes,
  flag,
  integer,
  jsonObject,
  list,
  literal,
  number,
  oneOf,
  optional,
  orNull,
  record,
  repeatedTextOf,
  strictObject,
  taggedUnion,
  text,
} from "../../shape/index.ts";

// The interfaces of domain/plan.ts explain each field. The compiler checks that these descriptions match them.

const id = artifactId();
const hash = digest();
const texts = list(text());
// Artifacts that are made in the same way are adjacent, so each of these fields caches its previous text.
const repeatedHash = () => repeatedTextOf(isDigest, {});
const isSchemaRef = (value: string): value is SchemaRef => parseSchemaRef(value) !== null;
const schemaRef = () => repeatedTextOf(isSchemaRef, {});

const location = describes<SourceRange>()(
  strictObject({ file: text(), line: integer(), column: integer(), endLine: integer(), endColumn: integer() }),
);

const component = describes<PlannedComponent>()(
  strictObject({
    kind: oneOf(["connector", "processor"]),
    type: text(),
    plugin: text(),
    version: text(),
    deterministic: flag(),
    blocking: flag(),
    sensitivity: oneOf(["raw", "masked", "none"]),
  }),
);

const group = describes<InputGroup>()(
  strictObject({ required: schemaRef(), schema: schemaRef(), artifacts: list(id) }),
);

const method = describes<Method>()(
  taggedUnion("kind", {
    source: strictObject({ kind: literal("source"), component }),
    process: strictObject({ kind: literal("process"), component, groups: list(group) }),
    "pass-through": strictObject({ kind: literal("pass-through") }),
    reuse: strictObject({ kind: literal("reuse"), run: runId(), artifact: id }),
  }),
);

const fingerprint = describes<Fingerprint>()(
  strictObject({
    component: text(),
    plugin: repeatedHash(),
    configWritten: repeatedHash(),
    configResolved: repeatedHash(),
    files: record(hash),
    rulesets: record(repeatedHash()),
    inputSchemas: list(schemaRef()),
    recordFormat: integer(),
    digest: hash,
  }),
);

/** In the order in which a plan is written and problems are named. */
export const artifactFields = {
  id,
  name: orNull(text()),
  description: orNull(text()),
  contact: orNull(text()),
  location,
  group: texts,
  method,
  inputs: list(id),
  outputSchema: schemaRef(),
  outputStream: orNull(text()),
  config: jsonObject(),
  fingerprint,
  output: flag(),
  optional: flag(),
  breakpoint: orNull(oneOf(["before", "after", "both"])),
  timeoutMs: orNull(number()),
  retain: flag(),
  tags: texts,
  runsOn: optional(texts),
};

const artifact = describes<PlannedArtifact>()(strictObject(artifactFields));

const runbook = describes<ExecutionPlan["runbook"]>()(
  strictObject({ name: text(), description: text(), contact: orNull(text()), path: text(), digest: hash }),
);

const config = describes<ExecutionPlan["config"]>()(
  strictObject({
    timeoutMs: orNull(number()),
    maxConcurrency: integer(),
    workers: orNull(integer()),
    costLimit: orNull(number()),
    retain: oneOf(["all", "derived"]),
    secrets: texts,
    placeholders: optional(record(text())),
    overrides: optional(list(strictObject({ artifact: id, path: text() }))),
  }),
);

/** Accepts exactly a plan, without missing or additional keys. */
export const executionPlan = describes<ExecutionPlan>()(
  strictObject({ format: literal(1), runbook, config, artifacts: list(artifact) }),
);
