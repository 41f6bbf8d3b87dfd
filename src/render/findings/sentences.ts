import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { formatCount, plural } from "../text/index.ts";

// The words of an explanation. They are for people who know data protection law, and no regular expressions.

const words = (slug: string): string => slug.replaceAll("_", " ");

/** Returns what was found, as a sentence. */
export function whatSentence(kind: string, what: string, finding: JsonObject): string {
  switch (kind) {
    case "personal_data":
      return finding["special_category"] === true
        ? `This may be personal data of a special category (Art. 9 or 10 GDPR): ${words(what)}.`
        : `This may be personal data of the category ${words(what)}.`;
    case "data_subject":
      return `These data may be about data subjects of the category ${words(what)}.`;
    case "processing_purpose":
      return `These data may be processed for the purpose ${words(what)}.`;
    default:
      return `A finding of the kind ${words(kind)}: ${words(what)}.`;
  }
}

/** Returns where it was found, as a sentence. */
export function whereSentence(locator: JsonObject): string {
  const named = (key: string, label: string): readonly string[] => {
    const value = locator[key];
    return typeof value === "string" && value !== "" ? [`${label} "${value}"`] : [];
  };
  const numbered = (key: string, label: string): readonly string[] =>
    typeof locator[key] === "number" ? [`${label} ${locator[key]}`] : [];
  const inTable = [
    ...named("field", "the field"),
    ...named("column", "column"),
    ...named("table", "table"),
    ...named("schema", "schema"),
    ...named("database", "database"),
  ];
  const inFile = [
    ...named("path", "file"),
    ...named("sheet", "sheet"),
    ...numbered("page", "page"),
    ...numbered("paragraph", "paragraph"),
    ...numbered("row", "row"),
  ];
  if (locator["kind"] === "field") {
    return `It is in ${[...named("field", "the field"), ...named("path", "file"), ...named("sheet", "sheet")].join(" of ")}.`;
  }
  if (locator["kind"] !== "file")
    return inTable.length === 0 ? "It has no location." : `It is in ${inTable.join(" of ")}.`;
  const [line] = numbered("line", "line");
  return `It is in ${inFile.join(", ")}${line === undefined ? "" : `; the first match is in ${line}`}.`;
}

/** Returns how much was found, as a sentence; null if the finding does not count matches. */
export function amountSentence(finding: JsonObject): string | null {
  const matches = isJsonObject(finding["matches"]) ? finding["matches"] : null;
  if (matches === null) return null;
  const number = (key: string): number => (typeof matches[key] === "number" ? matches[key] : 0);
  const [count, distinct, sample] = [number("count"), number("distinct"), number("sample")];
  const isText = matches["share"] === null && locatorKind(finding) === "file";
  if (count === 0) {
    return sample === 0
      ? "Only the name was compared: no values were read."
      : `Only the name says so: ${plural(sample, "different value")} ${sample === 1 ? "was" : "were"} read, and none has a form that confirms it.`;
  }
  const different = distinct === count ? "" : `, ${formatCount(distinct)} of them different`;
  const found = count === 1 ? "1 match" : `${formatCount(count)} matches`;
  return isText
    ? `There are ${found}${different}, in a text of ${plural(sample, "character")}.`.replace(
        "are 1 match",
        "is 1 match",
      )
    : `There are ${found}${different}, among ${plural(sample, "different value")} that were read.`.replace(
        "are 1 match",
        "is 1 match",
      );
}

const locatorKind = (finding: JsonObject): JsonValue | undefined =>
  isJsonObject(finding["locator"]) ? finding["locator"]["kind"] : undefined;

/** Returns the reason of one step of a score, as a sentence. */
export function stepSentence(step: string, text: string): string {
  const detail = text === "" ? "" : `: ${text}`;
  switch (step) {
    case "name":
      return `The name matches the rule${text === "" ? "" : ` (${text})`}.`;
    case "learned":
      return `No rule matches the name, but its name, type and table are like those of labelled columns: ${text} hold personal data.`;
    case "table":
      return `What the table or record is about supports it${detail}.`;
    case "form":
      return `The values have the form of this category${detail}.`;
    case "validator":
      return `The values have the form of this category, and pass its check${detail}.`;
    case "share":
      return `Only a part of the values has the form${detail}.`;
    case "agreement":
      return "Name and values say the same, independently.";
    case "phrase":
      return `The text contains words of this category${detail}.`;
    case "context":
      return `Words near it support it${detail}.`;
    case "second_signal":
      if (text === "phrases of the rule in the values")
        return "The values contain words of this category, which is a second, independent signal.";
      return `A second, independent signal supports it${detail}.`;
    case "veto":
      return `This speaks against it${detail}.`;
    case "ceiling":
      return `The score has a limit here${detail}.`;
    default:
      return `${words(step)}${detail}.`;
  }
}

/** Returns what a signal of a data subject or of a purpose says, as a sentence. */
export function signalSentence({ kind, rule, locator }: JsonObject): string {
  const at = isJsonObject(locator) ? locator : {};
  const name = [at["column"], at["field"]].find((one) => typeof one === "string");
  const column = name === undefined ? "a column" : `the column "${name}"`;
  const named = `the rule "${typeof rule === "string" ? rule : ""}"`;
  switch (kind) {
    case "relation":
      return `${capital(column)} refers to a table of ${named}.`;
    case "database": {
      const other = typeof at["table"] === "string" ? `the table "${at["table"]}"` : "another table";
      return `The database says whose rows these are: ${other} speaks for ${named}.`;
    }
    case "column":
    case "field":
      return `The name of ${column} matches ${named}.`;
    case "table":
      return `The name of the table matches ${named}.`;
    case "path":
      return `The name of the file or of a folder matches ${named}.`;
    case "text": {
      const where = typeof at["line"] === "number" ? `line ${at["line"]}` : name === undefined ? "the text" : column;
      return `Words in ${where} match ${named}.`;
    }
    case "finding":
      return `Personal data that was found there supports ${named}.`;
    default:
      return `The ${typeof kind === "string" ? kind : "location"} matches ${named}.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns what speaks against a finding, as sentences. */
export function againstSentences(
  finding: JsonObject,
  steps: readonly { readonly step: string; readonly effect: number; readonly sentence: string }[],
) {
  const lowering = steps.filter(({ step, effect }) => effect < 0 && step !== "ceiling").map(({ sentence }) => sentence);
  const vetoes = listOf(finding, "explain", "vetoes").filter((veto) => !lowering.some((one) => one.includes(veto)));
  const matches = isJsonObject(finding["matches"]) ? finding["matches"] : {};
  const isNameOnly = matches["count"] === 0;
  return [
    ...lowering,
    ...vetoes.map((veto) => stepSentence("veto", veto)),
    ...(isNameOnly ? ["No value confirms it: it is based on a name alone."] : []),
    ...(matches["count"] === 1 ? ["There is one match only, which may be a coincidence."] : []),
  ];
}

/** Returns the texts of a list inside an object of a finding. */
export function listOf(finding: JsonObject, object: string, key: string): readonly string[] {
  const inside = finding[object];
  const list = isJsonObject(inside) ? inside[key] : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}

/** Returns what a person should check, as sentences. */
export function checkSentences(kind: string, finding: JsonObject): readonly string[] {
  const entity = isJsonObject(finding["entity"]) ? finding["entity"] : {};
  const matches = isJsonObject(finding["matches"]) ? finding["matches"] : {};
  const isPersonal = kind === "personal_data";
  const isSpecial = finding["special_category"] === true;
  const special = [
    "Decide whether these data are of a special category; wct only proposes it.",
    "If they are, name the condition of Art. 9(2) or Art. 10 GDPR that permits the processing.",
  ];
  return [
    ...(isSpecial ? special : []),
    ...(finding["confidence"] === "low" ? ["Look at some values at this location: the score is low."] : []),
    ...(isPersonal && matches["count"] === 0 ? ["Look at some values: only the name was compared."] : []),
    ...(isPersonal && entity["person"] === "unknown"
      ? ["Find out whose data these are: the location does not say."]
      : []),
    ...(finding["vulnerable"] ? ["These persons need special protection: check the safeguards."] : []),
    ...(isPersonal ? ["Check that a declared activity covers these data, with a purpose and a time limit."] : []),
    ...(isPersonal ? [] : ["Confirm it with the people who are responsible for this system."]),
  ];
}
