import type { Locator, StandardInputItem, StandardInputTable } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import type { SignalRule, SignalWeights } from "../rules/index.ts";
import { fileCollector } from "./files.ts";
import { type NameRule, nameRule } from "./name-rules.ts";
import type { NamedEntity, NameSignal } from "./named-entity.ts";
import { nameSignals } from "./names.ts";
import { withPersonKeys } from "./persons/person-keys.ts";
import {
  createSignalLocations,
  type LinkedFinding,
  type RuleCandidate,
  type Signal,
  type SignalLocations,
} from "./signal-locations.ts";
import { tablesAboutPersons, withLinks } from "./table-links.ts";
import { tableCollector } from "./tables.ts";
import { textSearch } from "./text-search.ts";

/** A candidate that says whether its table refers to one with personal data. */
export interface LinkedCandidate<R> extends RuleCandidate<R> {
  readonly isLinked: boolean;
}

/** Reads the inputs piece by piece and keeps only names and signals. */
interface Collector<R> {
  readonly table: (database: string, table: StandardInputTable) => void;
  readonly item: (item: StandardInputItem) => void;
  readonly personal: (finding: LinkedFinding) => void;
  /**
   * Returns all candidates with any score, ordered by location and then by rule. Call it once, after the last input.
   */
  readonly done: () => readonly LinkedCandidate<R>[];
}

/** Collects the signals for the rules of a ruleset. */
export function signalCollector<R extends SignalRule>(rules: readonly R[], weights: SignalWeights): Collector<R> {
  const places = createSignalLocations(rules, weights);
  const tables = tableCollector();
  const nameRules = rules.map(nameRule);
  const named = namesInto(places, nameRules, weights);
  const search = textSearch(rules);
  const personal: LinkedFinding[] = [];
  const files = fileCollector();
  const text = (item: StandardInputItem): void => {
    const at = item.locator;
    files.add(at);
    for (const { rule, phrase, offset, kind } of search(item.content)) {
      const make = () => ({ kind: "text" as const, weight: weights[kind], locator: lineAt(item, offset) });
      places.add(at, { rule, cue: `${kind} ${phrase}` }, make);
    }
  };
  return {
    table: tables.table,
    item: (item) => (item.locator.kind === "column" ? tables.sample(item.locator) : text(item)),
    personal: ({ id, locator, signature }) =>
      void personal.push({ id, locator, ...(signature === undefined ? {} : { signature }) }),
    done: () => {
      const linked = withLinks(tables.done());
      const withPersonal = new Set(personal.map(({ locator }) => entityKey(locator)));
      const isPersonal = ({ locator }: { readonly locator: Locator }) => withPersonal.has(entityKey(locator));
      const hasGeneral = nameRules.some(({ isGeneral }) => isGeneral);
      const related = hasGeneral ? withPersonKeys(linked, nameRules, isPersonal) : linked;
      for (const table of related) named(table.locator, table);
      for (const file of files.done()) named(file.locator, file);
      for (const finding of personal) places.link(finding);
      const about = tablesAboutPersons(linked, isPersonal);
      return places.candidates().map((one) => ({ ...one, isLinked: about.has(entityKey(one.locator)) }));
    },
  };
}

function namesInto(places: SignalLocations<unknown>, rules: readonly NameRule[], weights: SignalWeights) {
  return (at: Locator, entity: NamedEntity): void => {
    for (const [rule, signals] of nameSignals(entity, rules, weights).entries()) {
      for (const one of signals) {
        places.add(at, { rule, cue: `${one.kind} ${one.cue}` }, () => fromName(one, at, entity));
      }
    }
  };
}

function fromName(
  { kind, weight, column }: NameSignal,
  at: Locator,
  { fields, decided }: NamedEntity,
): Omit<Signal, "rule"> {
  const isFile = at.kind === "file" || at.kind === "field";
  if (kind === "database") return { kind, weight, locator: decided?.witness.locator ?? at };
  if (kind === "name") return { kind: isFile ? "path" : "table", weight, locator: at };
  return {
    kind: kind === "relation" ? "relation" : isFile ? "field" : "column",
    weight,
    locator: column === undefined ? at : columnAt(at, fields?.get(column) ?? column),
  };
}

function columnAt(at: Locator, column: string): Locator {
  switch (at.kind) {
    case "file":
    case "field":
      return { kind: "field", path: at.path, field: column };
    case "table":
    case "column":
      return { ...at, kind: "column", column };
  }
}

/** Returns the locator with the line of an offset in a file; other texts have no lines. */
function lineAt({ locator, content }: StandardInputItem, offset: number): Locator {
  if (locator.kind !== "file" || locator.line === undefined) return locator;
  const before = content.slice(0, offset);
  return { kind: "file", path: locator.path, line: locator.line + before.split("\n").length - 1 };
}
