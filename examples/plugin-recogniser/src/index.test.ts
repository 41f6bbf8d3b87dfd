import assert from "node:assert/strict";
import { test } from "node:test";
import plugin from "./index.ts";
import { utf16Offsets } from "./offsets.ts";

test("the plugin offers one recogniser, which makes places in texts", () => {
  assert.deepEqual(
    plugin.components.map((component) => [component.kind, component.type, "output" in component && component.output]),
    [["processor", "ner_over_http", "recognised_text:1.0.0"]],
  );
});

test("offsets of Python count an emoji once", () => {
  const text = "👋 Ines";
  const offsetOf = utf16Offsets(text);
  assert.equal(text.slice(offsetOf(2), offsetOf(6)), "Ines");
});
