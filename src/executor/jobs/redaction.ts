import { type NamedValue, shortestReplacedValue } from "../../domain/index.ts";
import { formsOf, jsonInner } from "./secret-forms.ts";

/** Values that must not appear anywhere. Structured-clonable; kept in memory only. */
export interface Confidential {
  /** Values of secret() fields and of the variables in `config.secrets`. */
  readonly secrets: readonly NamedValue[];
  /** Other values from the environment. */
  readonly environment: readonly NamedValue[];
}

/** Replaces values that must not be kept with `${NAME}`. */
export interface Redactor {
  readonly confidential: Confidential;
  /** Redacts log lines, texts of failures and hints: secrets in every form, and environment values as whole words. */
  readonly text: (text: string) => string;
  /**
   * Redacts content: secrets in every form, inside strings. In keys, forms of less than six letters and digits are not
   * replaced, because they would match names of the schema.
   */
  readonly content: (value: unknown) => unknown;
}

interface Form {
  readonly form: string;
  readonly shown: string;
  readonly wholeWord: boolean;
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly shown: string;
}

const shortestInKey = 6;

/**
 * Makes a redactor. Ignores empty values. A value that is both a secret and an environment value counts as a secret.
 */
export function createRedactor(confidential: Confidential): Redactor {
  const secrets = formsOfSecrets(confidential.secrets);
  const words = confidential.environment
    .filter(({ value }) => value.length >= shortestReplacedValue)
    .map(({ name, value }): Form => ({ form: value, shown: placeholder(name), wholeWord: true }));
  const inTexts = longestFirst([...secrets, ...words]);
  const inKeys = secrets.filter(({ form }) => form.length >= shortestInKey || /\W/.test(form));
  const contentTest = anyOf(secrets.map(({ form }) => jsonInner(form)));
  const textTest = anyOf(inTexts.map(({ form }) => form));
  return {
    confidential,
    text: (text) => (textTest?.test(text) ? replaceForms(text, inTexts) : text),
    content: (value) => {
      if (contentTest === null || !contentTest.test(asLine(value))) return value;
      return mapStrings(value, {
        text: (text) => replaceForms(text, secrets),
        key: (key) => replaceForms(key, inKeys),
      });
    },
  };
}

function formsOfSecrets(secrets: readonly NamedValue[]): readonly Form[] {
  return longestFirst(
    secrets.flatMap(({ name, value }) =>
      value === "" ? [] : formsOf(value).map((form) => ({ form, shown: placeholder(name), wholeWord: false })),
    ),
  );
}

const placeholder = (name: string): string => `\${${name}}`;

function longestFirst(forms: readonly Form[]): readonly Form[] {
  return [...forms].sort((a, b) => b.form.length - a.form.length);
}

/** Returns one regular expression for all forms; null if there are none. */
function anyOf(forms: readonly string[]): RegExp | null {
  if (forms.length === 0) return null;
  return new RegExp([...new Set(forms)].map(escaped).join("|"));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** Serializes a value. A value that JSON cannot represent gives an empty line, because the writer rejects it later. */
function asLine(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** Replaces overlapping matches as one, under the name of the longest, so that no part of any of them remains. */
function replaceForms(text: string, forms: readonly Form[]): string {
  let result = "";
  let end = 0;
  for (const { from, to, shown } of merged(forms.flatMap((form) => find(text, form)))) {
    result += text.slice(end, from) + shown;
    end = to;
  }
  return result + text.slice(end);
}

function find(text: string, { form, shown, wholeWord }: Form): Found[] {
  const found: Found[] = [];
  for (let from = text.indexOf(form); from !== -1; from = text.indexOf(form, from + 1)) {
    const to = from + form.length;
    if (!wholeWord || isWholeWord(text, from, to)) found.push({ from, to, shown });
  }
  return found;
}

function isWholeWord(text: string, from: number, to: number): boolean {
  return (
    !/[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, from - 2), from)) && !/^[\p{L}\p{N}_]/u.test(text.slice(to, to + 2))
  );
}

function merged(found: readonly Found[]): readonly Found[] {
  const inOrder = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  const groups: { from: number; to: number; longest: Found }[] = [];
  for (const match of inOrder) {
    const last = groups.at(-1);
    if (last === undefined || match.from >= last.to) {
      groups.push({ from: match.from, to: match.to, longest: match });
    } else {
      last.to = Math.max(last.to, match.to);
      if (match.to - match.from > last.longest.to - last.longest.from) last.longest = match;
    }
  }
  return groups.map(({ from, to, longest }) => ({ from, to, shown: longest.shown }));
}

interface Replacing {
  readonly text: (text: string) => string;
  readonly key: (key: string) => string;
}

/** Copies arrays and plain objects. Other values are unchanged; the writer rejects those it cannot store. */
function mapStrings(value: unknown, replacing: Replacing): unknown {
  if (typeof value === "string") return replacing.text(value);
  if (Array.isArray(value)) return value.map((part) => mapStrings(part, replacing));
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  // Object.fromEntries defines keys such as __proto__ instead of assigning them.
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [replacing.key(key), mapStrings(part, replacing)]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
