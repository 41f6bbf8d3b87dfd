import type { JsonObject, JsonValue } from "../../domain/index.ts";

/** A declared field: its CEL type, and one line about it. */
export interface DeclaredField {
  readonly type: string;
  readonly about: string;
}

type DeclaredFields = Readonly<Record<string, DeclaredField>>;

/** Number of elements of a stream that expressions can use. */
export const firstElements = 10;
/** Content without a stream is available as a whole up to this number of bytes of its message. */
export const wholeContentBytes = 64 * 1024;

const messageFields = {
  schema: { type: "string", about: "The schema of the content, such as `standard_input:1.0.0`." },
  size: {
    type: "int",
    about: "The number of elements of the stream. For content without a stream: the number of its top-level keys.",
  },
  bytes: { type: "int", about: "The size of the message in bytes." },
  summary: {
    type: "dyn",
    about: "The summary of the component: numbers and names of categories. `null` if the component gave none.",
  },
  first: {
    type: "list<dyn>",
    about: `The first ${firstElements} elements of the stream. For content without a stream: the content as the only element, if the message has at most ${wholeContentBytes / 1024} KiB; otherwise empty.`,
  },
} as const satisfies DeclaredFields;

const errorFields = {
  code: { type: "string", about: "The code of the error, such as `WCT_PRODUCE_THREW`." },
  message: { type: "string", about: "What went wrong." },
} as const satisfies DeclaredFields;

const artifactFields = {
  id: { type: "string", about: "The artifact's id." },
  name: { type: "string", about: "The artifact's name in the runbook; empty if it has none." },
  component: { type: "string", about: "The type of its connector or processor; empty if no component makes it." },
  attempt: { type: "int", about: "The number of the attempt, from 1. Before the artifact: the attempt to come." },
  side: { type: "string", about: "`before` or `after`: where the stop is." },
  status: {
    type: "string",
    about: "The artifact's status. At a stop after it: `completed` or `failed`, which is recorded if you continue.",
  },
  tags: { type: "list<string>", about: "The artifact's tags." },
  optional: { type: "bool", about: "Whether the artifact is optional." },
  error: { type: "ArtifactError", about: "Why the last attempt failed; `null` if it did not fail." },
  duration_ms: { type: "int", about: "Milliseconds that its ended attempts took together; 0 before the first ended." },
} as const satisfies DeclaredFields;

const runFields = {
  id: { type: "string", about: "The id of the run." },
  runbook: { type: "string", about: "The name of the runbook." },
  event: { type: "int", about: "The number of the last recorded event." },
  elapsed_ms: { type: "int", about: "Milliseconds from the start of the run to the last recorded event." },
  completed: { type: "int", about: "The number of completed artifacts." },
  failed: { type: "int", about: "The number of failed artifacts, including optional ones." },
  skipped: { type: "int", about: "The number of skipped artifacts." },
  reused: { type: "int", about: "The number of artifacts reused from earlier runs." },
  total: { type: "int", about: "The number of artifacts in the plan." },
} as const satisfies DeclaredFields;

/** The fields of each declared type. */
export const declaredTypes = {
  Message: messageFields,
  Artifact: artifactFields,
  ArtifactError: errorFields,
  Run: runFields,
} as const satisfies Readonly<Record<string, DeclaredFields>>;

export type DeclaredType = keyof typeof declaredTypes;

/** Types whose value may be null, so that expressions can compare them with null. */
export const nullableTypes = ["Message", "ArtifactError"] as const satisfies readonly DeclaredType[];

/** The variables of an expression, each with the description of its value. */
export const declaredVariables = {
  inputs: {
    type: "map<string, Message>",
    about: 'The inputs by artifact id: `inputs["db_schema"]`. An optional input that failed is absent.',
  },
  output: {
    type: "Message",
    about: "The output of the artifact; `null` before the artifact ran and after it failed.",
  },
  config: {
    type: "map<string, dyn>",
    about: "The artifact's configuration as written: placeholders such as `${DB_URL}`, never their values.",
  },
  artifact: { type: "Artifact", about: "The artifact at which the run stops." },
  run: { type: "Run", about: "The run." },
} as const satisfies DeclaredFields;

export type VariableName = keyof typeof declaredVariables;

type ValueOf<T extends string> = T extends "string"
  ? string
  : T extends "int"
    ? number
    : T extends "bool"
      ? boolean
      : T extends "list<string>"
        ? readonly string[]
        : T extends "list<dyn>"
          ? readonly JsonValue[]
          : T extends "ArtifactError"
            ? ValuesOf<typeof errorFields> | null
            : JsonValue;

type ValuesOf<F extends DeclaredFields> = { readonly [K in keyof F]: ValueOf<F[K]["type"]> };

/** What expressions can use of a message. `size` and `first` are absent if no expression asked for them. */
export type MessageFacts = Omit<ValuesOf<typeof messageFields>, "size" | "first"> &
  Partial<Pick<ValuesOf<typeof messageFields>, "size" | "first">>;

/** The values of the variables at one stop, as JSON. */
export interface ConditionFacts {
  readonly inputs: Readonly<Record<string, MessageFacts>>;
  readonly output: MessageFacts | null;
  readonly config: JsonObject;
  readonly artifact: ValuesOf<typeof artifactFields>;
  readonly run: ValuesOf<typeof runFields>;
}
