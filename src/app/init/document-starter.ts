import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { yamlText } from "../yaml/index.ts";

/** Returns a YAML file with every key of a JSON Schema, explained, and without answers. Lists are shown as comments. */
export function documentStarter(schema: JsonObject, heading: string): string {
  const entries = keysOf(schema).map(([key, held]) => keyLines({ key, schema: held, indent: "" }).join("\n"));
  return `${heading}\n${entries.join("\n\n")}\n`;
}

interface Key {
  readonly key: string;
  readonly schema: JsonObject;
  readonly indent: string;
}

function keyLines({ key, schema, indent }: Key): readonly string[] {
  const about = commentLines(explanation(schema), indent);
  const inner = keysOf(schema);
  // A partial mapping would be invalid, so a mapping with required keys is shown as a comment.
  if (inner.length > 0 && needsKeys(schema))
    return [
      ...about,
      `${indent}${key}:`,
      ...inner
        .flatMap(([name, held]) => explained(`  ${name}:${exampleOf(held)}`, held))
        .map((line) => `${indent}# ${line}`),
    ];
  if (inner.length > 0)
    return [
      ...about,
      `${indent}${key}:`,
      ...inner.flatMap(([name, held]) => keyLines({ key: name, schema: held, indent: `${indent}  ` })),
    ];
  const element = elementOf(schema);
  const lines = element === null ? [] : elementLines(element).map((line) => `${indent}#   ${line}`.trimEnd());
  return [...about, `${indent}${key}:`, ...lines];
}

/** Returns the lines of one element of a list of mappings. */
function elementLines(element: JsonObject): readonly string[] {
  return keysOf(element).flatMap(([key, schema], index) => {
    const lead = index === 0 ? "- " : "  ";
    const inner = elementOf(schema);
    if (inner !== null && keysOf(inner).length > 0)
      return [...explained(`${lead}${key}:`, schema), ...elementLines(inner).map((line) => `    ${line}`)];
    return explained(`${lead}${key}:${exampleOf(schema)}`, schema);
  });
}

/** Returns a line with its explanation at the end, or above it if that would be too long. */
function explained(line: string, schema: JsonObject): readonly string[] {
  const about = explanation(schema);
  const whole = `${line.padEnd(44)} # ${about}`;
  return whole.length <= 108 ? [whole] : [...commentLines(about, "  "), line];
}

function exampleOf(schema: JsonObject): string {
  const [example] = alternatives(schema).flatMap(({ examples }) => (Array.isArray(examples) ? examples : []));
  return example === undefined ? "" : ` ${flow(example)}`;
}

const flow = (value: JsonValue): string =>
  Array.isArray(value)
    ? `[${value.map(flow).join(", ")}]`
    : typeof value === "string"
      ? yamlText(value)
      : JSON.stringify(value);

function explanation(schema: JsonObject): string {
  const description = typeof schema.description === "string" ? schema.description : "";
  const choices = choicesOf(schema);
  return choices.length === 0 ? description : `${description} One of: ${choices.join(", ")}.`;
}

function choicesOf(schema: JsonObject): readonly string[] {
  const found = alternatives(schema).find((one) => Array.isArray(one.enum))?.enum;
  return Array.isArray(found) ? found.map(String) : [];
}

function keysOf(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  const properties = alternatives(schema).find((one) => isJsonObject(one.properties ?? null))?.properties ?? {};
  return Object.entries(properties as Readonly<Record<string, JsonValue>>).flatMap(([key, held]) =>
    isJsonObject(held) ? [[key, held] as const] : [],
  );
}

const needsKeys = (schema: JsonObject): boolean =>
  alternatives(schema).some(({ required }) => Array.isArray(required) && required.length > 0);

function elementOf(schema: JsonObject): JsonObject | null {
  const items = alternatives(schema).find((one) => one.type === "array")?.items;
  return items !== undefined && isJsonObject(items) ? items : null;
}

/** Returns the schema itself and all its alternatives. */
function alternatives(schema: JsonObject): readonly JsonObject[] {
  const further = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [schema, ...further.filter(isJsonObject).flatMap(alternatives)];
}

function commentLines(text: string, indent: string): readonly string[] {
  const width = 110 - indent.length;
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}# ${line}`);
}
