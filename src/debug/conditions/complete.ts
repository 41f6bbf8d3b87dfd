import type { ExpressionContext } from "./check.ts";
import { type DeclaredField, type DeclaredType, declaredTypes, declaredVariables } from "./variables.ts";

/** A text that can replace the part `start`..`end` of an expression. */
export interface ExpressionCompletion {
  readonly text: string;
  readonly type: string;
  readonly about: string;
  readonly start: number;
  readonly end: number;
}

/** What is known for completion: the ids of the inputs, and the keys of the configuration. */
export interface CompletionContext extends ExpressionContext {
  readonly config?: readonly string[] | undefined;
}

/** Returns what can be written at an offset of an expression: variables, fields, input ids and configuration keys. */
export function completeExpression(
  text: string,
  offset: number,
  context: CompletionContext = {},
): readonly ExpressionCompletion[] {
  const before = text.slice(0, offset);
  const key = /\binputs\s*\[\s*(["'])([^"'\]]*)$/.exec(before);
  if (key !== null) return completions(inputFields(context, `${key[1]}]`), key[2] ?? "", offset);
  const [, source, word = ""] = /(?:([\w.]+|\binputs\s*\[[^\]]*\])\.)?(\w*)$/.exec(before) ?? [];
  if (source === undefined) return completions(declaredVariables, word, offset);
  if (source === "inputs") return completions(plainNames(inputFields(context)), word, offset);
  if (source === "config") return completions(plainNames(configFields(context)), word, offset);
  const type = typeOfSource(source);
  return type === null ? [] : completions(declaredTypes[type], word, offset);
}

type Fields = Readonly<Record<string, DeclaredField>>;

function typeOfSource(source: string): DeclaredType | null {
  if (source === "output" || /^inputs(\.\w+|\s*\[.*\])$/.test(source)) return "Message";
  if (source === "artifact") return "Artifact";
  if (source === "artifact.error") return "ArtifactError";
  return source === "run" ? "Run" : null;
}

const inputFields = ({ inputs = [] }: CompletionContext, after = ""): Fields =>
  Object.fromEntries(inputs.map((id) => [`${id}${after}`, { type: "Message", about: "An input." }]));

const configFields = ({ config = [] }: CompletionContext): Fields =>
  Object.fromEntries(config.map((key) => [key, { type: "dyn", about: "A key of the configuration." }]));

/** Keeps the keys that can be written after a point; the others need brackets. */
const plainNames = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => /^[A-Za-z_]\w*$/.test(name)));

function completions(fields: Fields, word: string, offset: number): readonly ExpressionCompletion[] {
  return Object.entries(fields)
    .filter(([name]) => name.startsWith(word))
    .map(([text, { type, about }]) => ({ text, type, about, start: offset - word.length, end: offset }));
}
