import * as z from "zod";

// The words of every answer. Times are ISO 8601 UTC, durations milliseconds as numbers; every key is always there.

const apiVersionShape = z.literal("wct/v1").describe("Changes only when a key goes, or means something else.");

export const text = (what: string) => z.string().describe(what);
export const flag = (what: string) => z.boolean().describe(what);
export const count = (what: string) => z.int().min(0).describe(what);
export const amount = (what: string) => z.number().describe(what);
/** Milliseconds. */
export const ms = (what: string) => z.number().min(0).describe(`${what} Milliseconds.`);
export const time = (what: string) => z.string().meta({ format: "date-time", description: `${what} ISO 8601, UTC.` });
/** Between 0 and 1, or beyond it where the words say so. */
export const ratio = (what: string) => z.number().min(0).describe(what);
export const digest = (what: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe(`${what} SHA-256, 64 lower-case hexadecimal digits.`);
export const runId = (what: string) =>
  z
    .string()
    .regex(/^run_\d{8}_\d{6}(_[1-9]\d*)?$/)
    .describe(what);
export const artifactId = (what: string) => z.string().min(1).describe(what);
export const schemaRef = (what: string) =>
  z
    .string()
    .regex(/^[^:]+:\d+\.\d+\.\d+$/)
    .describe(`${what} \`name:major.minor.patch\`.`);
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, what: string) =>
  z.enum(values).describe(what);
/** An object whose keys come from users or components. */
export const open = (what: string) => z.record(z.string(), z.unknown()).readonly().describe(what);
export const list = <T extends z.ZodType>(item: T, what: string) => z.array(item).readonly().describe(what);
export const object = <T extends z.ZodRawShape>(fields: T, what: string) => z.strictObject(fields).describe(what);
/** An object that several places refer to. */
export const named = <T extends z.ZodRawShape>(id: string, fields: T, what: string) =>
  z.strictObject(fields).meta({ id, description: what });
export const orNull = <T extends z.ZodType>(shape: T, whenNull: string) =>
  z.nullable(shape).describe(`${shape.description ?? ""} Null: ${whenNull}.`.trim());

/** One answer of `--json`. */
export const answer = <const K extends string, T extends z.ZodRawShape>(kind: K, fields: T) =>
  z.strictObject({
    apiVersion: apiVersionShape,
    kind: z.literal(kind).describe("Which answer this is."),
    ...fields,
  });

export const artifactStatus = oneOf(
  ["pending", "running", "completed", "reused", "failed", "skipped"],
  "How far the artifact came; reused: taken over from an earlier run.",
);
const runStatus = oneOf(
  ["running", "completed", "failed", "cancelled", "timed-out", "interrupted"],
  "How the run ended; interrupted: its process ended before it.",
);
export const skipReason = oneOf(
  ["input-failed", "input-skipped", "debugger", "cancelled", "timeout", "cost-limit", "not-selected"],
  "Why the artifact was not made.",
);

/** Codes are added, never changed. */
export const code = z
  .string()
  .regex(/^WCT_[A-Z_]+$/)
  .describe("Stable code; docs/reference/errors.md explains it.");

export const counts = named(
  "Counts",
  {
    completed: count("Artifacts that were made."),
    reused: count("Artifacts taken over from earlier runs."),
    failed: count("Artifacts that failed, optional ones included."),
    skipped: count("Artifacts that were not begun."),
    optionalFailed: count("Of the failed ones, those that are optional."),
  },
  "How many artifacts of the run ended in which way.",
);

export const failure = named(
  "Failure",
  {
    code,
    message: text("What happened; never holds content."),
    hint: orNull(text("The next action."), "none is known"),
    componentCode: orNull(text("The component's own code."), "it gave none"),
    exception: orNull(
      object(
        {
          name: text("Class of the exception."),
          code: orNull(text("Its own code, as ENOENT."), "it had none"),
          frames: list(z.string(), "Where it was thrown, innermost first, without paths of the machine."),
          message: orNull(digest("Its message is content: the object that holds it."), "not kept"),
        },
        "The exception that the component threw.",
      ),
      "none was thrown",
    ),
  },
  "Why an artifact failed.",
);

/** What every answer about a run says of it. */
export const runHeader = {
  id: runId("The run's id."),
  uuid: text("The run's UUIDv7, for other systems."),
  status: runStatus,
  mode: oneOf(["run", "debug"], "What executed it: `wct run` or a debug session."),
  runbook: object(
    { name: text("Its name."), path: text("The file, as the user wrote it.") },
    "The runbook that was executed.",
  ),
  startedAt: time("When the run started."),
  finishedAt: orNull(time("When it ended."), "it has not, or was interrupted"),
  durationMs: orNull(ms("From start to end."), "it has not ended, or was interrupted"),
  counts,
  events: count("Events that are recorded."),
  head: digest("Hash of the last frame of the event chain, which `wct verify --head` checks."),
};

export const takenOver = object(
  { from: runId("The earlier run."), artifact: artifactId("The artifact of that run.") },
  "What it was taken over from.",
);
