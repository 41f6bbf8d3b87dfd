import { expect, test } from "vitest";
import { readSchemas } from "../bench/detection/columns/schemas.ts";
import { examplesOf } from "../scripts/columns/examples.ts";
import { learn } from "../scripts/columns/learn.ts";
import { trainedOn } from "../scripts/columns/train.ts";
import { encodeColumnModel, shippedColumnModel } from "../src/components/personal_data/column_model/model.ts";

test("the model of columns was trained on the schemas of this checkout", () => {
  expect(shippedColumnModel().schemas, "run node scripts/columns/train.ts").toBe(trainedOn().digest);
});

test("training on the same columns gives the same bytes", async () => {
  const examples = await examplesOf(readSchemas().slice(0, 2));
  const once = () => Buffer.from(encodeColumnModel({ ...learn(examples), calibration: [], schemas: "" }));
  expect(once().equals(once())).toBe(true);
});

test("the half of the bench that judges is not in the training data", () => {
  const names = trainedOn().schemas.map(({ name }) => name);
  const judges = readSchemas().filter(({ half }) => half === "judge");
  expect(judges.filter(({ name }) => names.includes(name))).toEqual([]);
});
