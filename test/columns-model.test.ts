import { expect, test } from "vitest";
import { readSchemas } from "../bench/detection/columns/schemas.ts";
import { examplesOf } from "../scripts/columns/examples.ts";
import { learn } from "../scripts/columns/learn.ts";
import { digestOf, trainingSchemas } from "../scripts/columns/train.ts";
import { encodeColumnModel, shippedColumnModel } from "../src/components/personal_data/column_model/model.ts";

test("the model of columns learned from the schemas, the ruleset and the features of this checkout", async () => {
  const digest = digestOf(await examplesOf(trainingSchemas()));
  expect(shippedColumnModel().learnedFrom, "run node scripts/columns/train.ts").toBe(digest);
});

test("training on the same columns gives the same bytes", async () => {
  const examples = await examplesOf(readSchemas().slice(0, 2));
  const once = () => Buffer.from(encodeColumnModel({ ...learn(examples), calibration: [], learnedFrom: "" }));
  expect(once().equals(once())).toBe(true);
});

test("the half of the bench that judges is not in the training data", () => {
  const names = trainingSchemas().map(({ name }) => name);
  const judges = readSchemas().filter(({ half }) => half === "judge");
  expect(judges.filter(({ name }) => names.includes(name))).toEqual([]);
});
