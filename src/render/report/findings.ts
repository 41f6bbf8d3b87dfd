import { type ArtifactId, isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import type { ReportFinding } from "./model.ts";

/** Whether an artifact with this stream holds findings: the built-in schemas name it so, and others may. */
export const isFindingStream = (stream: string | null): boolean => stream === "findings";

const mostEvidence = 3;
const longestText = 240;

/** A finding of any schema as a row; what it does not have is null or empty. */
export function findingRow(artifact: ArtifactId, schema: string, value: JsonValue): ReportFinding {
  const finding = isJsonObject(value) ? value : {};
  const matches = objectIn(finding, "matches");
  const count = matches["count"];
  return {
    artifact,
    id: textIn(finding, "id") ?? "",
    kind: (schema.split(":")[0] ?? schema).replace(/_finding$/, ""),
    what: firstText(finding, ["category", "subject", "purpose", "title", "name", "rule", "id"]) ?? "finding",
    care: careOf(finding),
    confidence: textIn(finding, "confidence"),
    score: typeof finding["score"] === "number" ? finding["score"] : null,
    place: placeOf(objectIn(finding, "locator")),
    count: typeof count === "number" ? count : null,
    evidence: listIn(finding, "evidence")
      .flatMap((one) => (isJsonObject(one) ? [firstText(one, ["context", "text"]) ?? ""] : []))
      .filter((text) => text !== "")
      .slice(0, mostEvidence)
      .map(cut),
    signals: signalsOf(finding),
    review: textIn(objectIn(finding, "review"), "reason"),
  };
}

function careOf(finding: JsonObject): string | null {
  if (finding["special_category"] === true) return "special category";
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

/** `orders.csv:12`, `shop.customer.email`, `orders.json › items[].mail`. */
export function placeOf(locator: JsonObject): string {
  const part = (key: string): string | null => textIn(locator, key);
  const line = locator["line"];
  switch (locator["kind"]) {
    case "file":
      return cut(`${part("path") ?? ""}${typeof line === "number" ? `:${line}` : ""}`);
    case "field":
      return cut(`${part("path") ?? ""} › ${part("field") ?? ""}`);
    default:
      return cut(["schema", "table", "column"].flatMap((key) => part(key) ?? []).join("."));
  }
}

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
