import { expect, test } from "vitest";
import { createRedactor, type FromWorker } from "../../../jobs/index.ts";
import { createContext } from "./context.ts";

function made() {
  const said: FromWorker[] = [];
  const { context } = createContext({
    config: {},
    startedAt: "2026-01-01T00:00:00.000Z",
    temporaryFolder: () => "",
    job: {
      component: { kind: "connector", type: "t", plugin: "p", module: "file:///p.mjs" },
      say: (one) => void said.push(one),
      note: () => undefined,
      redactor: createRedactor({ secrets: [], environment: [] }),
      cancellation: new AbortController(),
      failure: { refusal: null },
      crash: Promise.withResolvers<never>(),
    },
  });
  return { said, cost: (...given: readonly unknown[]): unknown => Reflect.apply(context.cost, context, given) };
}

test.each([[[1]], [[1, ""]], [[1, 7]], [["5", "EUR"]], [[Number.NaN, "EUR"]], [[-1, "EUR"]], [[1e13, "EUR"]]])(
  "a cost that has no number or no unit is refused, and nothing of it told: %j",
  (given) => {
    const { said, cost } = made();
    expect(() => cost(...given)).toThrow(TypeError);
    expect(said).toEqual([]);
  },
);

test("a cost is told with its unit", () => {
  const { said, cost } = made();
  cost(0.5, "EUR");
  expect(said).toEqual([{ kind: "cost", amount: 0.5, unit: "EUR" }]);
});
