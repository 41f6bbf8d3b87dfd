import { expect, test } from "vitest";
import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { madeUpRun } from "../../testing/runs/recorded-run.ts";
import {
  type CheckedExpression,
  checkExpression,
  type ExpressionEvaluator,
  evaluateAt,
  evaluateText,
  type FactsPlace,
  isFault,
  type OpenMessage,
} from "./index.ts";

const { plan, state } = madeUpRun([{ id: "a", start: 0, seconds: 1 }], null);
const place: FactsPlace = { plan, state, artifact: "a" as ArtifactId, side: "after" };

const direct: ExpressionEvaluator = {
  evaluate: async ({ text }, facts) => evaluateText(text, facts),
  close: async () => {},
};

function checked(text: string): CheckedExpression {
  const found = checkExpression(text);
  if (isFault(found)) throw new Error(found.message);
  return found;
}

const deleted: OpenMessage = async () => {
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", { message: "the content was deleted" });
};

test("an expression that uses deleted content fails with the reason; others do not need it", async () => {
  expect(await evaluateAt(checked("output.first.size()"), place, deleted, direct)).toEqual({
    kind: "failed",
    message: "the content was deleted",
    hint: "use fields that need no content, such as size",
  });
  expect(await evaluateAt(checked("output.size"), place, deleted, direct)).toEqual({ kind: "value", value: 1 });
});

test("an error that is a bug is thrown", async () => {
  const broken: OpenMessage = async () => Promise.reject(new TypeError("a bug"));
  await expect(evaluateAt(checked("output"), place, broken, direct)).rejects.toThrow("a bug");
});
