import { formsOf, jsonInner } from "./secret-forms.ts";

/** A value that must not appear, and the name that stands in its place. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What may appear nowhere. Structured-clonable; held in memory only. */
export interface Confidential {
  /** Values of secret() fields and of the variables in `config.secrets`. */
  readonly secrets: readonly NamedValue[];
  /** Other values that came from the environment. */
  readonly environment: readonly NamedValue[];
}

/** Puts `${NAME}` in the place of values that must not be kept. */
export interface Redactor {
  readonly confidential: Confidential;
  /** For log lines, texts of failures, hints: secrets in every form, and environment values as whole words. */
  readonly text: (text: string) => string;
  /**
   * For content: secrets in every form, inside strings. In keys, forms of less than six letters and digits are left
   * alone: they would hit the schema's own names.
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

/** Shorter values of ordinary variables ("dev", "8080") are words of everyday text. */
const shortestEnvironmentValue = 6;
const shortestInKey = 6;

/** Makes a redactor. Empty values are ignored; a value that is both counts as a secret. */
export function createRedactor(confidential: Confidential): Redactor {
  const secrets = formsOfSecrets(confidential.secrets);
  const words = confidential.environment
    .filter(({ value }) => value.length >= shortestEnvironmentValue)
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

/** One search for all forms; null when there are none. */
function anyOf(forms: readonly string[]): RegExp | null {
  if (forms.length === 0) return null;
  return new RegExp([...new Set(forms)].map(escaped).join("|"));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** What JSON cannot hold gives an empty line: the writer refuses it a moment later. */
function asLine(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** Matches that overlap are replaced as one, under the name of the longest: no part of any of them stays. */
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

/** Arrays and plain objects are copied; anything else stays what it is, for the writer to judge. */
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
