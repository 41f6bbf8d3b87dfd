import { isJsonObject, type JsonObject, type JsonValue } from "../../../../domain/index.ts";
import type { SchemaDefinition } from "../../../../plugin/index.ts";
import { compileSchema, type ValidationIssue } from "../../../../schema/index.ts";
import { elementLine } from "../../../../store/index.ts";
import type { JobOutcome, OutputPart, Redactor } from "../../../jobs/index.ts";
import { refuse } from "../refusal.ts";
import { snapshot } from "./snapshot.ts";

export interface OutputOptions {
  readonly definition: SchemaDefinition;
  readonly component: string;
  readonly redactor: Redactor;
  readonly send: (part: OutputPart, transfer: readonly ArrayBuffer[]) => Promise<void> | null;
  /**
   * Whether the component is foreign, so that its values may change between two reads. Built-in components do not do
   * that.
   */
  readonly isForeign: boolean;
}

/** Number of characters of lines that are collected before they are sent. */
const collected = 64 * 1024;

// Saved before a component can replace it.
const encoder = new TextEncoder();
const encode = encoder.encode.bind(encoder);

/** Takes the values that a component yields and, at the end, its return value. Throws coded refusals. */
export function createOutput({ definition, component, redactor, send, isForeign }: OutputOptions) {
  // The host has compiled it when it loaded the plugin, so it is valid.
  const compiled = compileSchema(definition, { isKnownValid: true });
  const lines = createLines(send);
  let count = 0;
  const accept = (issue: ValidationIssue | null): void => {
    if (issue === null) return;
    throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": ${issue.path} ${issue.message}`);
  };
  const still = (given: unknown, path: string): unknown => (isForeign ? snapshot(given, path, component) : given);
  const element = (yielded: unknown): void => {
    const redacted = redactor.content(still(yielded, `$.${definition.stream ?? "*"}[${count}]`));
    accept(compiled.element(redacted, count));
    // Serialized immediately, because a component may yield the same object again with other values.
    lines.add(elementLine(asJson(redacted), count));
    count += 1;
  };
  return {
    take: (yielded: unknown): Promise<void> | null => {
      const batch: readonly unknown[] = Array.isArray(yielded) ? yielded : [yielded];
      let room: Promise<void> | null = null;
      // By index, so that a hole reads as undefined and is refused.
      for (let i = 0, { length } = batch; i < length; i++) {
        element(batch[i]);
        room = lines.sendFull() ?? room;
      }
      return room;
    },
    finish: (returned: unknown): Extract<JobOutcome, { readonly kind: "produced" }> => {
      const rest = redactor.content(returned === undefined ? returned : still(returned, "$"));
      accept(compiled.rest(rest) ?? compiled.finish(count));
      if (!isRest(rest)) throw refuse("WCT_PRODUCE_OUTPUT_INVALID", `output of "${component}": $ must be an object`);
      const made = { ...lines.take(), rest: elementLine(rest, count), summary: definition.summary };
      return { kind: "produced", ...made, sourceState: null };
    },
  };
}

/** Collects the lines of elements and sends them in parts. */
function createLines(send: OutputOptions["send"]) {
  let [text, count] = ["", 0];
  const take = (): { readonly text: string; readonly count: number } => {
    const lines = { text, count };
    [text, count] = ["", 0];
    return lines;
  };
  return {
    add: (line: string): void => {
      text += line;
      count += 1;
    },
    /** Returns what was not sent yet. */
    take,
    /** Sends a part once it is large enough. Returns null if there is room for the next. */
    sendFull: (): Promise<void> | null => {
      if (text.length < collected) return null;
      const lines = take();
      // Bytes in memory of their own are transferred without a copy; a string would be copied twice.
      const data = encode(lines.text);
      return send({ kind: "elements", data, count: lines.count }, [data.buffer]);
    },
  };
}

/** Casts a value. The check of its line reports where it is not JSON. */
function asJson(value: unknown): JsonValue {
  return value as JsonValue;
}

function isRest(value: unknown): value is JsonObject {
  return isJsonObject(value);
}
