import { type ArtifactId, isJsonObject, type JsonObject, type JsonValue, locationText } from "../domain/index.ts";

/** Returns whether a stream of this name contains findings. The built-in schemas use this name, and others may. */
export const isFindingStream = (stream: string | null): boolean => stream === "findings";

/** Returns the name of the schema without `_finding`: `personal_data`. */
export const findingKind = (schema: string): string => (schema.split(":")[0] ?? schema).replace(/_finding$/, "");

/** A finding as a table row, independent of its schema. */
export interface FindingRow {
  readonly artifact: ArtifactId;
  readonly id: string;
  /** Name of the schema without `_finding`: `personal_data`. */
  readonly kind: string;
  /** Category, subject or purpose. */
  readonly what: string;
  /** Why it needs special care; null when it does not. */
  readonly care: string | null;
  readonly confidence: string | null;
  readonly score: number | null;
  /** Location: a path, a column. */
  readonly place: string;
  readonly count: number | null;
  readonly evidence: readonly string[];
  /** Names of the rules that matched. */
  readonly signals: readonly string[];
  readonly review: string | null;
}

const mostEvidence = 3;
const longestText = 240;

/** Converts a finding of any schema to a row. Missing fields are null or empty. */
export function findingRow(artifact: ArtifactId, schema: string, value: JsonValue): FindingRow {
  const finding = isJsonObject(value) ? value : {};
  const matches = objectIn(finding, "matches");
  const count = matches["count"];
  return {
    artifact,
    id: textIn(finding, "id") ?? "",
    kind: findingKind(schema),
    what: firstText(finding, ["category", "subject", "purpose", "class", "title", "name", "rule", "id"]) ?? "finding",
    care: careOf(finding),
    confidence: textIn(finding, "confidence"),
    score: typeof finding["score"] === "number" ? finding["score"] : null,
    place: findingLocation(objectIn(finding, "locator")),
    count: typeof count === "number" ? count : null,
    evidence: listIn(finding, "evidence")
      .flatMap((one) => (isJsonObject(one) ? (evidenceText(one) ?? "") : []))
      .filter((text) => text !== "")
      .slice(0, mostEvidence)
      .map(cut),
    signals: signalsOf(finding),
    review: textIn(objectIn(finding, "review"), "reason"),
  };
}

/**
 * Returns the masked value within its context, or next to it if the context does not contain the value. Null if there
 * is no evidence.
 */
export function evidenceText(evidence: JsonObject): string | null {
  const [text, context] = [textIn(evidence, "text"), textIn(evidence, "context")];
  if (text === null || context === null) return text ?? context;
  return context.includes(text) ? context : `${text} (${context})`;
}

function careOf(finding: JsonObject): string | null {
  if (finding["special_category"] === true || objectIn(finding, "gdpr")["special_category"] === true)
    return "special category";
  const vulnerable = textIn(finding, "vulnerable");
  if (vulnerable !== null) return `vulnerable: ${vulnerable}`;
  return finding["sensitive"] === true ? "sensitive purpose" : null;
}

function signalsOf(finding: JsonObject): readonly string[] {
  const rules = listIn(finding, "signals").flatMap((one) => (isJsonObject(one) ? (textIn(one, "rule") ?? []) : []));
  const own = textIn(finding, "rule");
  const explained = listIn(objectIn(finding, "explain"), "signals").flatMap((one) =>
    typeof one === "string" ? [one] : [],
  );
  return [...new Set([...(own === null ? [] : [own]), ...rules, ...explained])].map(cut);
}

/** Like {@link locationText}, but truncates a very long text. */
export const findingLocation = (locator: JsonObject): string => cut(locationText(locator));

const cut = (text: string): string =>
  text.length <= longestText ? text : `${text.slice(0, longestText - 1).toWellFormed()}…`;

const textIn = (object: JsonObject, key: string): string | null => {
  const value = object[key];
  return typeof value === "string" ? value : null;
};

const firstText = (object: JsonObject, keys: readonly string[]): string | null =>
  keys.map((key) => textIn(object, key)).find((text) => text !== null) ?? null;

const objectIn = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return isJsonObject(value) ? value : {};
};

const listIn = (object: JsonObject, key: string): readonly JsonValue[] => {
  const value = object[key];
  return Array.isArray(value) ? value : [];
};
