import { describe, expect, test } from "vitest";
import { shippedKit } from "../../../testing/shipped-rules.ts";
import { readEntity, typeFamily } from "../../rules/index.ts";
import type { Values } from "../candidate.ts";
import { evaluateColumn } from "../column.ts";
import { featuresOf, keyOf } from "./features.ts";
import { modelledColumn } from "./learned-column.ts";
import { type ColumnModel, shippedColumnModel } from "./model.ts";

const rules = await shippedKit();

/** A column of text of a table whose other columns are given. */
function column(table: string, name: string, others = "") {
  const entity = readEntity({ name: table, columns: [name, ...others.split(" ")] }, rules.rules.entities);
  return { name, family: typeFamily("varchar"), entity, isOfDatabase: true };
}

/** A model that gives this column a category with a probability. */
function modelOf(facts: ReturnType<typeof column>, category: string, probability: number): ColumnModel {
  const { own } = featuresOf(modelledColumn(facts, rules.rules.entities));
  const keys = [...new Set(own.map(keyOf))].sort((a, b) => a - b);
  return {
    ...{ learnedFrom: "", classes: ["none", category], scale: 0.05, calibration: [[1, probability] as const] },
    weights: {
      keys: Uint32Array.from(keys),
      counts: Uint8Array.from(keys, () => 1),
      classes: Uint8Array.from(keys, () => 1),
      values: Int8Array.from(keys, () => 100),
    },
  };
}

const none: Values = { distinct: [], counts: [] };

/** Evaluates a column without values, with a model that gives it a category. */
function found(facts: ReturnType<typeof column>, category: string, probability: number, values = none) {
  const kit = { ...rules, columnModel: modelOf(facts, category, probability), opposesRules: true };
  return evaluateColumn(facts, values, kit).map(({ compiled, score, explain }) => ({
    ...{ category: compiled.rule.category, score: Math.round(score * 100) / 100, signals: explain.signals },
  }));
}

describe("a column that no rule names", () => {
  const unnamed = column("members", "xyzzy", "id first_name city");

  test("is found if labelled columns like it were personal data, with a score below that of a rule", () => {
    expect(found(unnamed, "name", 0.95)).toEqual([
      { category: "name", score: 0.6, signals: ["learned: 95 % of such columns"] },
    ]);
  });

  test("is not found without the model, or if too few columns like it were", () => {
    expect(evaluateColumn(unnamed, none, rules)).toEqual([]);
    expect(found(unnamed, "name", 0.75)).toEqual([]);
  });

  test("is of a special category only in a table of persons or one that refers to them", () => {
    expect(found(unnamed, "health", 0.95).map(({ category }) => category)).toEqual(["health"]);
    expect(found(column("pumps", "xyzzy", "id pressure"), "health", 0.95)).toEqual([]);
  });

  test("loses by values that contradict the category", () => {
    const values = { distinct: ["12.5", "13.75", "0.5"], counts: [1, 1, 1] };
    expect(found(unnamed, "name", 0.95, values)).toEqual([]);
  });
});

describe("a column that a rule names", () => {
  test("has a lower score if hardly any labelled column like it was personal data", () => {
    const named = column("members", "nickname", "id city");
    const [alone] = evaluateColumn(named, none, rules);
    const [opposed] = found(named, "name", 0.001);
    expect(opposed?.score ?? 0).toBeLessThan((alone?.score ?? 0) - 0.3);
  });

  test("keeps its score if the name of the table fits the rule too", () => {
    const named = column("payments", "amount", "id customer_id");
    const [alone] = evaluateColumn(named, none, rules);
    const [kept] = found(named, "transaction", 0.001);
    expect(kept?.score).toBeCloseTo(alone?.score ?? 0);
  });
});

describe("the model that wct includes", () => {
  const kit = { ...rules, columnModel: shippedColumnModel() };
  /** Returns the columns that only the model finds. */
  const added = (table: string, columns: readonly string[]) => {
    const entity = readEntity({ name: table, columns }, kit.rules.entities);
    return columns.filter((name) => {
      const facts = { name, family: typeFamily("varchar"), entity, isOfDatabase: true };
      return evaluateColumn(facts, none, kit).length > 0 && evaluateColumn(facts, none, rules).length === 0;
    });
  };
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];

  test("finds columns in words that no rule has", () => {
    expect(added("members", [..."id forename kin_called resid_town mob_no street chip_colour".split(" ")])).toEqual([
      "kin_called",
      "resid_town",
    ]);
  });

  test.each([
    ["of a sheet with letters", "sheet1", letters.flatMap((one) => [one, `a${one}`, `b${one}`])],
    ["of an import beside a key of patients", "patients_import", ["patient_id", ...letters.map((one) => `c${one}`)]],
    ["of translations", "translations", ["key", ..."de en fr es it pt nl pl cs sk hu hr ro bg el tr sv da".split(" ")]],
    ["with numbers", "measurements", Array.from({ length: 300 }, (_, at) => `col_${at}_x`)],
  ])("adds nothing in a wide table of names without meaning, %s", (_, table, columns) => {
    expect(added(table, columns)).toEqual([]);
  });
});
