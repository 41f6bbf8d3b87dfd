import { isJsonObject, type JsonObject, type JsonValue, type RunSummary } from "../../domain/index.ts";
import { evidenceText, type Review } from "../../run/index.ts";
import { apiVersion, runHeaderJson } from "../json.ts";
import type { ExplanationShape, FindingShape } from "../shapes/index.ts";
import { listedFindingJson, locatorOf } from "./listed.ts";
import {
  againstSentences,
  amountSentence,
  checkSentences,
  listOf,
  signalSentence,
  stepSentence,
  whatSentence,
  whereSentence,
} from "./sentences.ts";

/** A finding, and what is known about how it was made. */
export interface ExplainedFinding {
  readonly run: RunSummary;
  readonly finding: FindingShape;
  readonly element: JsonValue;
  readonly review: Review;
  /** Component and version; null if the plan does not say. */
  readonly component: string | null;
  /** The part of the artifact that says how its findings were made. */
  readonly analysis: JsonObject;
}

type Steps = ExplanationShape["steps"];

/** Returns `{ apiVersion, kind: "Explanation", ... }`; every key is always present. */
export function explanationJson(explained: ExplainedFinding): ExplanationShape {
  const { run, finding, review, component, analysis } = explained;
  const element = isJsonObject(explained.element) ? explained.element : {};
  const locator = locatorOf(element);
  const ruleset = isJsonObject(analysis["ruleset"]) ? analysis["ruleset"] : {};
  const steps = stepsOf(element);
  return {
    apiVersion,
    kind: "Explanation",
    run: runHeaderJson(run),
    finding: listedFindingJson(finding, element, review),
    what: whatSentence(finding.kind, finding.what, element),
    where: whereSentence(locator),
    amount: amountSentence(element),
    locator,
    rule: { id: ruleIds(element), ruleset: textOr(ruleset["uri"]), digest: textOr(ruleset["digest"]), component },
    steps,
    against: againstSentences(element, steps),
    toCheck: checkSentences(finding.kind, element),
    evidence: listIn(element, "evidence").flatMap((one) => (isJsonObject(one) ? (evidenceText(one) ?? []) : [])),
    related: listIn(element, "personal_data").filter((id) => typeof id === "string"),
  };
}

function stepsOf(element: JsonObject): Steps {
  const explain = isJsonObject(element["explain"]) ? element["explain"] : {};
  const steps = listIn(explain, "steps").flatMap((one) => (isJsonObject(one) ? scoreStep(one) : []));
  if (steps.length > 0) return steps;
  const signals = listIn(element, "signals").flatMap((one) => (isJsonObject(one) ? signalStep(one) : []));
  return signals.length > 0 ? withLimit(signals, element) : olderSteps(element);
}

function scoreStep({ step, text, effect, score }: JsonObject): Steps[number] {
  const kind = textOr(step) ?? "step";
  return {
    step: kind,
    effect: typeof effect === "number" ? effect : 0,
    score: typeof score === "number" ? score : null,
    sentence: stepSentence(kind, textOr(text) ?? ""),
  };
}

/** A signal of a data subject or of a purpose; its weights are combined, so there is no score after each. */
function signalStep(signal: JsonObject): Steps[number] {
  const { weight } = signal;
  return {
    step: "signal",
    effect: typeof weight === "number" ? weight : 0,
    score: null,
    sentence: signalSentence(signal),
  };
}

/** Adds a step if the signals add up to another number than the score. */
function withLimit(signals: Steps, { score }: JsonObject): Steps {
  if (typeof score !== "number") return signals;
  const sum = signals.reduce((all, { effect }) => all + effect, 0);
  const effect = Math.round((score - sum) * 100) / 100;
  if (effect === 0) return signals;
  return [...signals, { step: "ceiling", effect, score, sentence: stepSentence("ceiling", "a score is at most 1") }];
}

/** Findings of runs before the steps were recorded have signals without numbers. */
function olderSteps(element: JsonObject): Steps {
  return listOf(element, "explain", "signals").map((text) => ({
    ...{ step: "signal", effect: 0, score: null },
    sentence: `${text}.`,
  }));
}

function ruleIds(element: JsonObject): string {
  const own = textOr(element["rule"]);
  const ofSignals = listIn(element, "signals").flatMap((one) => (isJsonObject(one) ? (textOr(one["rule"]) ?? []) : []));
  return [...new Set([...(own === null ? [] : [own]), ...ofSignals])].join(", ");
}

const textOr = (value: JsonValue | undefined): string | null => (typeof value === "string" ? value : null);

function listIn(object: JsonObject, key: string): readonly JsonValue[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}
