import { wctError } from "../../diagnostics/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** The arguments of one request. Every method throws WCT_DEBUG_COMMAND for a value of the wrong type. */
export class RequestArguments {
  readonly command: string;
  readonly #values: JsonObject;

  constructor(command: string, values: unknown) {
    this.command = command;
    this.#values = isJsonObject((values ?? {}) as JsonValue) ? ((values ?? {}) as JsonObject) : {};
  }

  has(name: string): boolean {
    const value = this.#values[name];
    return value !== undefined && value !== null;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name);
  }

  optionalText(name: string): string | undefined {
    return this.#typed(name, "a text", (value) => typeof value === "string");
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.#missing(name);
  }

  optionalNumber(name: string): number | undefined {
    return this.#typed(name, "a number", (value) => typeof value === "number" && Number.isFinite(value));
  }

  /** False if it is absent. */
  flag(name: string): boolean {
    return this.optionalFlag(name) ?? false;
  }

  optionalFlag(name: string): boolean | undefined {
    return this.#typed(name, "true or false", (value) => typeof value === "boolean");
  }

  /** Empty if it is absent. */
  texts(name: string): readonly string[] {
    const isTexts = (value: JsonValue): boolean =>
      Array.isArray(value) && value.every((one) => typeof one === "string");
    return this.#typed<string[]>(name, "a list of texts", isTexts) ?? [];
  }

  /** The objects of a list, as arguments; empty if it is absent. */
  list(name: string): readonly RequestArguments[] {
    const values = this.#typed<JsonValue[]>(name, "a list", Array.isArray) ?? [];
    return values.map((value) => new RequestArguments(`${name} of ${this.command}`, value));
  }

  /** An object, as arguments; undefined if it is absent. */
  object(name: string): RequestArguments | undefined {
    const value = this.#typed<JsonObject>(name, "an object", isJsonObject);
    return value === undefined ? undefined : new RequestArguments(`${name} of ${this.command}`, value);
  }

  /** A mapping of texts; null stands for an absent value. Empty if it is absent. */
  mapping(name: string): ReadonlyMap<string, string | null> {
    const isMapping = (value: JsonValue): boolean =>
      isJsonObject(value) && Object.values(value).every((one) => one === null || typeof one === "string");
    const values = this.#typed<Record<string, string | null>>(name, "a mapping of texts", isMapping) ?? {};
    return new Map(Object.entries(values));
  }

  #typed<T extends JsonValue>(name: string, what: string, isOne: (value: JsonValue) => boolean): T | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (isOne(value)) return value as T;
    throw wctError("WCT_DEBUG_COMMAND", {
      message: `"${name}" in the arguments of ${this.command} is not ${what}`,
      hint: `give ${what}`,
    });
  }

  #missing(name: string): never {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: `"${name}" is missing in the arguments of ${this.command}`,
      hint: "add it",
    });
  }
}
