import { isWctError } from "../../diagnostics/index.ts";
import {
  type ArtifactStore,
  type Failure,
  isJsonObject,
  type JsonValue,
  type MessageRef,
  type MessageWriter,
  type SchemaRef,
  type StagedObject,
} from "../../domain/index.ts";
import { builtInSchemas } from "../../plugin/index.ts";
import { type CompiledSchema, compileSchema } from "../../schema/index.ts";
import { parseElements } from "../../store/index.ts";
import { failure } from "./failures.ts";
import { scopeOf } from "./plugin-scope.ts";
import type { ComponentAddress, FinishedJob } from "./protocol.ts";
import type { Redactor } from "./redaction.ts";
import { summaryOf } from "./summary.ts";

export interface IntakeOptions {
  readonly component: ComponentAddress;
  readonly artifacts: Pick<ArtifactStore, "writer">;
  readonly redactor: Redactor;
  readonly schema: SchemaRef;
  /** Whether the schema has a stream. */
  readonly hasStream: boolean;
  readonly isKept: boolean;
}

export interface StoredMessage {
  readonly message: MessageRef;
  readonly object: StagedObject;
}

/** Lines of JSON, and their number. */
interface Lines {
  readonly data: string | Uint8Array;
  readonly count: number;
}

const lineFeed = 0x0a;

/** Thrown if the output of a worker cannot be stored. Its failure is safe to keep. */
export class IntakeRefused extends Error {
  readonly failure: Failure;

  constructor(refused: Failure) {
    super(refused.message);
    this.failure = refused;
  }
}

/**
 * Receives a worker's output and stores it. The host itself computes the digest, size and number of elements for the
 * record. Output that a plugin's code could alter is parsed, redacted and checked here again: it must be JSON and, if
 * the schema is built in, conform to it. A plugin is responsible for its own schemas.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #isForeign: boolean;
  readonly #compiled: CompiledSchema | null;
  #writer: MessageWriter | null = null;
  #elements = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#isForeign = scopeOf(options.component) !== null;
    this.#compiled = this.#isForeign ? compiledOf(options.schema) : null;
  }

  /** Throws IntakeRefused. */
  take({ data, count }: Lines): void {
    if (count === 0 && data.length === 0) return;
    this.#guarded(() => {
      if (!this.#options.hasStream) throw this.#unfit("has elements, but its schema has no stream");
      if (this.#isForeign) this.#takeForeign(data, count);
      else this.#open().lines(data, count);
    });
    this.#elements += count;
  }

  /** Throws IntakeRefused. */
  async finish(made: Extract<FinishedJob, { readonly kind: "produced" }>): Promise<StoredMessage> {
    this.take({ data: made.text, count: made.count });
    const { schema, hasStream, isKept, redactor } = this.#options;
    const rest = this.#guarded(() => this.#restOf(redactor.content(this.#parsed(made.rest))));
    const writer = this.#open();
    const object = await this.#stored(() => writer.finish(schema, rest, { stream: hasStream }));
    const { digest, bytes, elements } = object;
    const summary = made.summary === null || !Object.hasOwn(rest, made.summary) ? null : summaryOf(rest[made.summary]);
    return { message: { schema, digest, bytes, elements, summary, kept: isKept }, object };
  }

  /** Discards the output received so far. */
  abort(): void {
    this.#writer?.abort();
    this.#writer = null;
  }

  #open(): MessageWriter {
    this.#writer ??= this.#options.artifacts.writer({ spool: !this.#options.isKept });
    return this.#writer;
  }

  #takeForeign(data: Lines["data"], count: number): void {
    const elements = this.#parsedElements(data);
    if (elements.length !== count) throw this.#unfit("has a different number of elements than it states");
    const writer = this.#open();
    for (const [index, element] of elements.entries()) {
      const redacted = this.#options.redactor.content(element) as JsonValue;
      this.#accept(this.#compiled?.element(redacted, this.#elements + index) ?? null);
      writer.write([redacted]);
    }
  }

  #restOf(rest: unknown) {
    this.#accept(this.#compiled?.rest(rest) ?? this.#compiled?.finish(this.#elements) ?? null);
    if (!isJsonObject(rest as JsonValue)) throw this.#unfit("is not an object");
    return rest as Extract<JsonValue, Record<string, JsonValue>>;
  }

  #parsedElements(data: Lines["data"]): readonly JsonValue[] {
    if (!endsLine(data)) throw this.#unfit("is not JSON");
    try {
      return parseElements(data);
    } catch {
      throw this.#unfit("is not JSON");
    }
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.#unfit("is not JSON");
    }
  }

  #accept(issue: { readonly path: string; readonly message: string } | null): void {
    if (issue !== null)
      throw this.#refused(`output of "${this.#options.component.type}": ${issue.path} ${issue.message}`);
  }

  #unfit(what: string): IntakeRefused {
    const { kind, type } = this.#options.component;
    return this.#refused(
      `the output of ${kind} "${type}" ${what}`,
      "its code has altered shared objects of its worker, such as JSON.stringify",
    );
  }

  #refused(message: string, hint: string | null = null): IntakeRefused {
    return new IntakeRefused(failure("WCT_PRODUCE_OUTPUT_INVALID", message, hint));
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asRefused(error);
    }
  }

  async #stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asRefused(error);
    }
  }
}

function asRefused(error: unknown): unknown {
  if (!isWctError(error)) return error;
  return new IntakeRefused(failure(error.code, error.message, error.diagnostics[0]?.hint ?? null));
}

function endsLine(data: Lines["data"]): boolean {
  return typeof data === "string" ? data.endsWith("\n") : data.at(-1) === lineFeed;
}

function compiledOf(ref: SchemaRef): CompiledSchema | null {
  const exact = builtInSchemas.find((schema) => schema.ref === ref);
  return exact === undefined ? null : compileSchema(exact, { isKnownValid: true });
}
