import * as z from "zod";

/** A file or folder that a user named: `path` is absolute, `shown` is what the user wrote. Only `shown` may go into content. */
export interface PathValue {
  readonly path: string;
  readonly shown: string;
}

/** A ruleset: `uri` as known to the registry or the path as written, `path` of its YAML file. */
export interface RulesetValue {
  readonly uri: string;
  readonly path: string;
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

  /** The value itself; keep it out of content, logs and errors. */
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

/** What the host puts in the place of a marked string. Structured-clonable, so that it can go to a worker. */
export type HostValue =
  | { readonly kind: "file" | "dir"; readonly path: string; readonly shown: string }
  | { readonly kind: "ruleset"; readonly uri: string; readonly path: string }
  | { readonly kind: "secret"; readonly value: string; readonly shown: string };

export type HostValueKind = HostValue["kind"];

/** Key in a JSON Schema that marks a string as one that the host resolves. */
export const hostMark = "x-wct";

// Validation is synchronous, so one table at a time is enough; see hydrateConfig. A plugin may bring its own copy of this
// package, so it is one table for all copies.
const tableKey = Symbol.for("wct.host-values");
const shared: { [tableKey]?: ReadonlyMap<string, HostValue> | undefined } & object = globalThis;

/** Runs `validate` while marked strings are looked up in `values`. */
export function withHostValues<T>(values: ReadonlyMap<string, HostValue>, validate: () => T): T {
  const before = shared[tableKey];
  shared[tableKey] = values;
  try {
    return validate();
  } finally {
    shared[tableKey] = before;
  }
}

function marked<T>(kind: HostValueKind, make: (value: HostValue) => T, bare: (text: string) => T) {
  return z
    .string()
    .meta({ [hostMark]: kind })
    .transform((text): T => {
      const value = shared[tableKey]?.get(text);
      // Without a host (an author's own unit test) the text stands for itself.
      return value === undefined ? bare(text) : make(value);
    });
}

const pathOf = (value: HostValue): PathValue =>
  value.kind === "file" || value.kind === "dir" ? { path: value.path, shown: value.shown } : { path: "", shown: "" };

/** A file, relative to the runbook's folder. Must exist when the runbook is planned; its digest is part of the fingerprint. */
export const file = () => marked("file", pathOf, (text): PathValue => ({ path: text, shown: text }));

/** A folder, relative to the runbook's folder. Must exist when the runbook is planned. */
export const dir = () => marked("dir", pathOf, (text): PathValue => ({ path: text, shown: text }));

/** A value from the environment that may appear nowhere. A literal or a default is refused at plan time. */
export const secret = () =>
  marked(
    "secret",
    (value) => (value.kind === "secret" ? new Secret(value.value, value.shown) : new Secret("", "")),
    (text) => new Secret(text, "${SECRET}"),
  );

/** A ruleset: `provider/name/version` as `wct rulesets` lists it, or the path of a YAML file. */
export const ruleset = () =>
  marked(
    "ruleset",
    (value): RulesetValue => (value.kind === "ruleset" ? { uri: value.uri, path: value.path } : { uri: "", path: "" }),
    (text): RulesetValue => ({ uri: text, path: text }),
  );
