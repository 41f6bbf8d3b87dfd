import { expect, test } from "vitest";
import type { SchemaRef } from "../../domain/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { Intake, IntakeRefused } from "./intake.ts";
import { createRedactor } from "./redaction.ts";

const foreign = { kind: "connector", type: "x", plugin: "p", module: "file:///p.js" } as const;
const settled = { kind: "produced", ended: 1n, took: 1, isSpent: false, summary: null, sourceState: null } as const;

function intakeOf(schema: string, secrets: readonly { readonly name: string; readonly value: string }[] = []) {
  const { artifacts } = createMemoryStore();
  const redactor = createRedactor({ secrets, environment: [] });
  const options = {
    component: foreign,
    artifacts,
    redactor,
    schema: schema as SchemaRef,
    hasStream: true,
    isKept: true,
  };
  return new Intake(options);
}

const finish = (intake: Intake, text: string, count: number, rest = "{}") =>
  intake.finish({ ...settled, text, count, rest });

test.each([
  ["no JSON", "{\n", 1],
  ["a number that JSON cannot hold", "1e999\n", 1],
  ["more elements than it says", "1,2\n", 1],
  ["fewer elements than it says", "1\n", 2],
  ["no end of the line", "1", 1],
  ["an element over two lines", '{\n"n":1}\n', 2],
])("%s is refused, whatever the worker says of it", async (_what, text, count) => {
  const made = finish(intakeOf("own:1.0.0"), text, count);
  await expect(made).rejects.toThrow(IntakeRefused);
  await expect(made).rejects.toMatchObject({ failure: { code: "WCT_PRODUCE_OUTPUT_INVALID" } });
});

test("what does not conform to a schema of wct's own is refused", async () => {
  await expect(finish(intakeOf("personal_data_finding:1.0.0"), '{"forged":true}\n', 1)).rejects.toThrow(
    /output of "x": \$\.findings\[0\]/,
  );
});

test("the same content gives the same bytes, however a worker wrote it", async () => {
  const { message } = await finish(intakeOf("own:1.0.0"), '{"n":1,"text":"a"}\n', 1);
  const other = await finish(intakeOf("own:1.0.0"), '{ "n" : 1.0, "text" : "\\u0061" }\n', 1, " { } ");
  expect(other.message).toEqual(message);
});

test("a secret that the worker let through is taken out", async () => {
  const shown = await finish(intakeOf("own:1.0.0"), `${JSON.stringify("${TOKEN}")}\n`, 1);
  const secret = await finish(
    intakeOf("own:1.0.0", [{ name: "TOKEN", value: "s3cret-value" }]),
    '"s3cret-\\u0076alue"\n',
    1,
  );
  expect(secret.message.digest).toBe(shown.message.digest);
});
