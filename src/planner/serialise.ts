import * as z from "zod";
import { wctError } from "../diagnostics/index.ts";
import {
  type ArtifactId,
  type Digest,
  type ExecutionPlan,
  isDigest,
  isJsonObject,
  isRunId,
  type JsonObject,
  type JsonValue,
  type RunId,
  type SchemaRef,
} from "../domain/index.ts";
import { parseSchemaRef } from "../schema/index.ts";
import { BadPlan, expandPlan } from "./expand-plan.ts";
import { isPlan } from "./plan-shape.ts";
import { storedPlan } from "./stored-plan.ts";

// zod's records drop the key __proto__, which is a fine name for a property: mappings are checked entry by entry.
const text = z.string();
const names = z.array(text);
const artifactId = z.custom<ArtifactId>((value) => typeof value === "string" && value !== "");
const schemaRef = z.custom<SchemaRef>((value) => typeof value === "string" && parseSchemaRef(value) !== null);
const digest = z.custom<Digest>((value) => typeof value === "string" && isDigest(value));
const runId = z.custom<RunId>((value) => typeof value === "string" && isRunId(value));
const json = z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value));
const digests = json.refine((object) => Object.values(object).every((value) => digest.safeParse(value).success));
const digestRecord = z.custom<Readonly<Record<string, Digest>>>((value) => digests.safeParse(value).success);

const location = z.strictObject({
  file: text,
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
});

const component = z.strictObject({
  kind: z.enum(["connector", "processor"]),
  type: text,
  plugin: text,
  version: text,
  deterministic: z.boolean(),
  blocking: z.boolean(),
  sensitivity: z.enum(["raw", "masked", "none"]),
});

const group = z.strictObject({ required: schemaRef, schema: schemaRef, artifacts: z.array(artifactId) });

const method = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("source"), component }),
  z.strictObject({ kind: z.literal("process"), component, groups: z.array(group) }),
  z.strictObject({ kind: z.literal("pass-through") }),
  z.strictObject({ kind: z.literal("reuse"), run: runId, artifact: artifactId }),
]);

const fingerprint = z.strictObject({
  component: text,
  plugin: digest,
  configWritten: digest,
  configResolved: digest,
  files: digestRecord,
  rulesets: digestRecord,
  inputSchemas: z.array(schemaRef),
  recordFormat: z.int(),
  digest,
});

const artifact = z.strictObject({
  id: artifactId,
  name: text.nullable(),
  description: text.nullable(),
  contact: text.nullable(),
  location,
  group: names,
  method,
  inputs: z.array(artifactId),
  outputSchema: schemaRef,
  outputStream: text.nullable(),
  config: json,
  fingerprint,
  output: z.boolean(),
  optional: z.boolean(),
  breakpoint: z.enum(["before", "after", "both"]).nullable(),
  timeoutMs: z.number().nullable(),
  retain: z.boolean(),
  tags: names,
});

const plan = z.strictObject({
  format: z.literal(1),
  runbook: z.strictObject({ name: text, description: text, contact: text.nullable(), path: text, digest }),
  config: z.strictObject({
    timeoutMs: z.number().nullable(),
    maxConcurrency: z.int(),
    workers: z.int().nullable(),
    costLimit: z.number().nullable(),
    retain: z.enum(["all", "derived"]),
    secrets: names,
  }),
  artifacts: z.array(artifact),
});

/** A plan as JSON: what a run's record keeps. */
export function serialisePlan(of: ExecutionPlan): JsonObject {
  return storedPlan(of);
}

/**
 * The plan that a record keeps, in this format or the one before. Throws WCT_STORE_NEWER for one of a format to come, and
 * WCT_RUN_RECORD_CORRUPT when it is none.
 */
export function parsePlan(of: JsonValue): ExecutionPlan {
  refuseNewer(of);
  try {
    return isJsonObject(of) && of["format"] === 2 ? expandPlan(of, judge) : judge(of);
  } catch (error) {
    if (!(error instanceof BadPlan)) throw error;
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `the recorded plan is not well formed at ${error.place}`,
      hint: "run `wct verify` on the run",
    });
  }
}

const newestFormat = 2;

function refuseNewer(of: JsonValue): void {
  const format = isJsonObject(of) ? of["format"] : undefined;
  if (typeof format !== "number" || !Number.isInteger(format) || format <= newestFormat) return;
  throw wctError("WCT_STORE_NEWER", {
    message: `the recorded plan has format ${format}, and this wct reads formats up to ${newestFormat}`,
    hint: "use the wct that recorded the run, or a newer one",
  });
}

function judge(of: JsonValue): ExecutionPlan {
  return isPlan(of) ? of : parseThoroughly(of);
}

/** A plan written out (format 1). Slower than {@link isPlan}; throws {@link BadPlan}, which says where it is none. */
export function parseThoroughly(of: JsonValue): ExecutionPlan {
  const parsed = plan.safeParse(of);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadPlan(issue?.path.join(".") || "its top");
}
