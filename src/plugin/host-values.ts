import { createHash } from "node:crypto";
import * as z from "zod";

/**
 * A file or folder that a user named: `path` is absolute, `shown` is what the user wrote. Only `shown` may go into
 * content.
 */
export interface PathValue {
  readonly path: string;
  readonly shown: string;
}

interface RulesetLocation {
  readonly uri: string;
  readonly path: string;
}

/** A ruleset. `uri` is its URI in the registry or the path as written; `path` is the path of its YAML file. */
export interface RulesetValue extends RulesetLocation {
  /** The rulesets that it extends by its key `extends`, the nearest first; absent if it extends none. */
  readonly bases?: readonly RulesetLocation[];
}

/** Returns the digest (SHA-256, hexadecimal) of a ruleset from those of its file and of the files that it extends. */
export function rulesetDigest(digests: readonly string[]): string {
  const [only = ""] = digests;
  return digests.length === 1 ? only : createHash("sha256").update(digests.join("\n")).digest("hex");
}

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A value that prints and serialises as its placeholder. */
export class Secret {
  readonly #value: string;
  readonly #shown: string;

  constructor(value: string, shown: string) {
    this.#value = value;
    this.#shown = shown;
  }

  /** Returns the value itself. Keep it out of content, logs and errors. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return this.#shown;
  }

  toJSON(): string {
    return this.#shown;
  }

  [inspect](): string {
    return this.#shown;
  }
}

/**
 * The value that the host substitutes for a marked string. It can be cloned structurally, so that it can be sent to a
 * worker.
 */
export type HostValue =
  | { readonly kind: "file" | "dir"; readonly path: string; readonly shown: string }
  | ({ readonly kind: "ruleset" } & RulesetValue)
  | { readonly kind: "secret"; readonly value: string; readonly shown: string };

export type HostValueKind = HostValue["kind"];

/** Key in a JSON Schema that marks a string as one that the host resolves. */
export const hostMark = "x-wct";
/** Key in the JSON Schema of a file: name suffixes of other files that belong to it. */
export const besideMark = "x-wct-beside";

// Validation is synchronous, so a single table is enough; see hydrateConfig. A plugin may bring its own copy of this
// package, so all copies share the table.
const tableKey = Symbol.for("wct.host-values");
const shared: { [tableKey]?: ReadonlyMap<string, HostValue> | undefined } & object = globalThis;

/** Runs `validate`, with `values` as the table in which marked strings are looked up. */
export function withHostValues<T>(values: ReadonlyMap<string, HostValue>, validate: () => T): T {
  const before = shared[tableKey];
  shared[tableKey] = values;
  try {
    return validate();
  } finally {
    shared[tableKey] = before;
  }
}

interface Marking<T> {
  readonly make: (value: HostValue) => T;
  /** The value of a text without a host, as in an author's own unit test. */
  readonly bare: (text: string) => T;
  readonly meta?: { readonly [besideMark]: readonly string[] };
}

function marked<T>(kind: HostValueKind, { make, bare, meta }: Marking<T>) {
  return z
    .string()
    .meta({ [hostMark]: kind, ...meta })
    .transform((text): T => {
      const value = shared[tableKey]?.get(text);
      return value === undefined ? bare(text) : make(value);
    });
}

const pathOf = (value: HostValue): PathValue =>
  value.kind === "file" || value.kind === "dir" ? { path: value.path, shown: value.shown } : { path: "", shown: "" };

const bareText = (text: string): PathValue => ({ path: text, shown: text });

export interface FileOptions {
  /**
   * Name suffixes of other files that belong to it, such as the log of a database. They may be missing; their content
   * is part of the fingerprint too.
   */
  readonly beside?: readonly string[];
}

/**
 * Declares a file, relative to the runbook's folder. It must exist when the runbook is planned; its digest is part of
 * the fingerprint.
 */
export const file = ({ beside = [] }: FileOptions = {}) =>
  marked("file", { make: pathOf, bare: bareText, ...(beside.length === 0 ? {} : { meta: { [besideMark]: beside } }) });

/** Declares a folder, relative to the runbook's folder. It must exist when the runbook is planned. */
export const dir = () => marked("dir", { make: pathOf, bare: bareText });

/**
 * Declares a value from the environment that must not appear anywhere. A literal or a default is an error at plan time.
 */
export const secret = () =>
  marked("secret", {
    make: (value) => (value.kind === "secret" ? new Secret(value.value, value.shown) : new Secret("", "")),
    bare: (text) => new Secret(text, "${SECRET}"),
  });

/** Declares a ruleset: `provider/name/version` as `wct rulesets` lists it, or the path of a YAML file. */
export const ruleset = () =>
  marked("ruleset", {
    make: (value): RulesetValue =>
      value.kind === "ruleset"
        ? { uri: value.uri, path: value.path, ...(value.bases === undefined ? {} : { bases: value.bases }) }
        : { uri: "", path: "" },
    bare: (text): RulesetValue => ({ uri: text, path: text }),
  });
