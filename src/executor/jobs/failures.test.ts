import { expect, test } from "vitest";
import type { Failure } from "../../domain/index.ts";
import { redactedFailure } from "./failures.ts";

test("every text of a failure that a component wrote is redacted, the code of its exception too", () => {
  const texts = ["message", "hint", "componentCode", "name", "exception's code", "frame"];
  const [message = "", hint = "", componentCode = "", name = "", code = "", frame = ""] = texts;
  const exception = { name, code, frames: [frame], message: null };
  const from: Failure = { code: "WCT_PRODUCE_COMPONENT", message, hint, componentCode, exception };
  const seen: string[] = [];
  const found = redactedFailure(from, { text: (written) => `redacted ${seen.push(written)}` });
  expect(seen.toSorted()).toEqual(texts.toSorted());
  expect(JSON.stringify(found).match(/redacted \d/g)).toHaveLength(texts.length);
});
