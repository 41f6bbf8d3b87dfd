import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type MessageRef,
  type MessageWriter,
  type SchemaRef,
  type StagedObject,
} from "../../../domain/index.ts";
import type { SchemaDefinition } from "../../../plugin/index.ts";
import { compileSchema, type ValidationIssue } from "../../../schema/index.ts";
import type { Redactor } from "../redaction.ts";
import { refuse } from "./refusal.ts";
import { snapshot } from "./snapshot.ts";
import { summaryOf } from "./summary.ts";

export interface OutputOptions {
  readonly definition: SchemaDefinition;
  /** The reference that the message carries: the definition's, or one of a lower minor. */
  readonly schema: SchemaRef;
  readonly component: string;
  readonly redactor: Redactor;
  readonly writer: MessageWriter;
  readonly isKept: boolean;
  /** What it gives may change between two looks; components of our own do not do that. */
  readonly isForeign: boolean;
}

export interface Produced {
  readonly message: MessageRef;
  readonly object: StagedObject;
}

/** Takes what a component yields, and in the end what it returns. Throws coded refusals. */
export function createOutput(options: OutputOptions) {
  const { definition, component, redactor, writer, isForeign } = options;
  // The host compiled it when the plugin was loaded.
  const compiled = compileSchema(definition, { isKnownValid: true });
  let count = 0;
  const accept = (issue: ValidationIssue | null): void => {
    if (issue === null) return;
    throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": ${issue.path} ${issue.message}`);
  };
  const still = (given: unknown, path: string): unknown => (isForeign ? snapshot(given, path, component) : given);
  const element = (yielded: unknown): void => {
    const redacted = redactor.content(still(yielded, `$.${definition.stream ?? "*"}[${count}]`));
    accept(compiled.element(redacted, count));
    // At once, not collected: a component may yield the same object again with other values.
    writer.write([asJson(redacted)]);
    count += 1;
  };
  return {
    take: (yielded: unknown): void => {
      const batch: readonly unknown[] = Array.isArray(yielded) ? yielded : [yielded];
      // By index: a hole reads as undefined and is refused.
      const { length } = batch;
      for (let i = 0; i < length; i++) element(batch[i]);
    },
    finish: async (returned: unknown): Promise<Produced> => {
      const rest = redactor.content(returned === undefined ? returned : still(returned, "$"));
      accept(compiled.rest(rest) ?? compiled.finish(count));
      if (!isRest(rest)) throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": $ must be an object`);
      const object = await writer.finish(options.schema, rest, { stream: definition.stream !== null });
      const { digest, bytes, elements } = object;
      const summary = definition.summary === null ? null : summaryOf(rest[definition.summary]);
      return { message: { schema: options.schema, digest, bytes, elements, summary, kept: options.isKept }, object };
    },
  };
}

/** The writer checks that it is JSON, and says where it is not; here it only gets the type that the port asks for. */
function asJson(value: unknown): JsonValue {
  return value as JsonValue;
}

function isRest(value: unknown): value is JsonObject {
  return isJsonObject(value);
}
