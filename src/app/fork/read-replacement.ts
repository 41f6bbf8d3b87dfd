import { resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import {
  type ArtifactStore,
  type GateDecision,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type MessageRef,
  type PlannedArtifact,
  type SchemaRef,
} from "../../domain/index.ts";
import { type Redactor, summaryOf } from "../../executor/index.ts";
import { FileProblem, readRegularFile } from "../../files/index.ts";
import type { Registry } from "../../registry/index.ts";
import { compileSchema, type ValidationIssue } from "../../schema/index.ts";

/** The decision of a gate that replaces an output. */
export type ReplaceDecision = Extract<GateDecision, { readonly kind: "replace" }>;

export interface ReplacementRequest {
  readonly artifact: PlannedArtifact;
  /** As the user named it. */
  readonly file: string;
  /** The folder that `file` is relative to. */
  readonly cwd: string;
  readonly schemas: Registry["schemas"];
}

/** Content that conforms to the schema of an artifact, before it is stored. */
export interface CheckedReplacement {
  readonly artifact: PlannedArtifact;
  /** Null for a schema without a stream. */
  readonly elements: readonly JsonValue[] | null;
  readonly rest: JsonObject;
  /** Key of the content that becomes the message's summary; null if the schema has none. */
  readonly summary: string | null;
}

interface StagingOptions {
  readonly artifacts: Pick<ArtifactStore, "writer">;
  readonly redactor: Redactor;
}

/** Larger texts may not fit into one string, and need several times as much memory when they are parsed. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Reads and validates a JSON file that replaces the output of an artifact; stores nothing. The file contains a message,
 * as `wct inspect` prints it, or only its content. Throws WCT_USAGE_REPLACEMENT, with the JSONPath of the fault and
 * never a value.
 */
export function checkReplacement(request: ReplacementRequest): CheckedReplacement {
  const { artifact } = request;
  if (artifact.method.kind === "reuse") {
    const why = `cannot replace artifact "${artifact.id}", which the runbook reuses from ${artifact.method.run}`;
    throw refused(request, why, "change its reuse in the runbook, or replace an artifact that is made from it");
  }
  const found = schemaOf(request);
  const content = contentOf(request, parsed(request));
  const issue = found === undefined ? null : faultIn(content, found);
  if (found === undefined) {
    const why = `cannot be checked: the schema ${artifact.outputSchema} of artifact "${artifact.id}" is unknown`;
    throw refused(request, why, "load the plugin that defines the schema");
  }
  if (issue !== null) {
    const why = `does not conform to ${artifact.outputSchema}: ${issue.path} ${issue.message}`;
    throw refused(request, why, `correct the file; \`wct inspect RUN ${artifact.id} --schema\` prints the schema`);
  }
  const { elements, rest } = splitStream(content, found.stream);
  return { artifact, elements, rest, summary: found.summary };
}

/**
 * Stages checked content in the store as the output of a component is staged: secrets are redacted, and the content is
 * kept as long as the artifact's. The executor commits it with its event. Throws WCT_STORE_* codes.
 */
export async function stageReplacement(
  { artifact, elements, rest, summary }: CheckedReplacement,
  { artifacts, redactor }: StagingOptions,
): Promise<ReplaceDecision> {
  const { outputSchema: schema, retain } = artifact;
  const writer = artifacts.writer({ spool: !retain });
  try {
    for (const element of elements ?? []) writer.write([redactor.content(element) as JsonValue]);
    const safe = redactor.content(rest) as JsonObject;
    const object = await writer.finish(schema, safe, { stream: elements !== null });
    const counts = summary === null ? null : summaryOf(safe[summary]);
    const { digest, bytes, elements: count } = object;
    const message: MessageRef = { schema, digest, bytes, elements: count, summary: counts, kept: retain };
    return { kind: "replace", message, object };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

type KnownDefinition = NonNullable<ReturnType<Registry["schemas"]["get"]>>;

/** Returns the schema of the artifact, or another version of the same major, because the stream is the same in all. */
function schemaOf({ artifact, schemas }: ReplacementRequest): KnownDefinition | undefined {
  const { outputSchema } = artifact;
  const sameMajor = `${outputSchema.split(".", 1)[0]}.`;
  return schemas.get(outputSchema) ?? [...schemas].find(([ref]) => ref.startsWith(sameMajor))?.[1];
}

function parsed(request: ReplacementRequest): JsonValue {
  const text = decoded(request, bytesOf(request));
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The message of the exception quotes the file.
    const [, line, column] = /line (\d+) column (\d+)/.exec(cause instanceof Error ? cause.message : "") ?? [];
    const where = line === undefined ? "" : `: it is wrong at line ${line}, column ${column}`;
    throw refused(request, `is not JSON${where}`, noNdjson);
  }
}

const noNdjson = "give one JSON document, as `wct inspect RUN ARTIFACT > FILE` writes it (--raw writes another format)";

function bytesOf(request: ReplacementRequest): Uint8Array {
  const { cwd, file } = request;
  try {
    return readRegularFile(resolve(cwd, file), mostBytes);
  } catch (cause) {
    const { what, hint } = FileProblem.of(cause);
    throw refused(request, what, hint);
  }
}

function decoded(request: ReplacementRequest, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused(request, "is not UTF-8 text", "save the file as UTF-8");
  }
}

const messageKeys = new Set(["apiVersion", "kind", "schema", "content", "metadata"]);

/** Returns the content of a message, whose schema must be that of the artifact, or else the value itself. */
function contentOf(request: ReplacementRequest, value: JsonValue): JsonObject {
  const { artifact } = request;
  if (!isJsonObject(value)) {
    const what = Array.isArray(value) ? "a list" : "a single value";
    throw refused(
      request,
      `contains ${what} instead of an object`,
      `give the whole content of ${artifact.outputSchema}`,
    );
  }
  const { schema, content } = value;
  const isMessage = typeof schema === "string" && Object.keys(value).every((key) => messageKeys.has(key));
  if (!isMessage || !isJsonObject(content ?? null)) return value;
  if (schema !== (artifact.outputSchema satisfies SchemaRef)) {
    const why = `has another schema than artifact "${artifact.id}", which is ${artifact.outputSchema}`;
    throw refused(request, why, `give content of ${artifact.outputSchema}, and name it as the schema`);
  }
  return content as JsonObject;
}

/** Validates as the output of a component is validated: each element, then the rest, then their number. */
function faultIn(content: JsonObject, schema: KnownDefinition): ValidationIssue | null {
  const { elements, rest } = splitStream(content, schema.stream);
  const compiled = compileSchema(schema, { isKnownValid: true });
  if (schema.stream !== null && !Array.isArray(content[schema.stream])) {
    return { path: `$.${schema.stream}`, message: "must be a list", keyword: "type" };
  }
  for (const [index, element] of (elements ?? []).entries()) {
    const issue = compiled.element(element, index);
    if (issue !== null) return issue;
  }
  return compiled.rest(rest) ?? compiled.finish(elements?.length ?? 0);
}

function splitStream(content: JsonObject, stream: string | null): Pick<CheckedReplacement, "elements" | "rest"> {
  if (stream === null) return { elements: null, rest: content };
  const { [stream]: elements, ...rest } = content;
  return { elements: Array.isArray(elements) ? elements : [], rest };
}

/** `why` completes a sentence that starts with the name of the file. */
function refused({ file }: ReplacementRequest, why: string, hint: string) {
  return wctError("WCT_USAGE_REPLACEMENT", { message: `"${file}" ${why}`, hint });
}
