import fc from "fast-check";
import { expect, test } from "vitest";
import { isArtifactId } from "../../domain/index.ts";
import { idProposals } from "./proposed-ids.ts";

test.each([
  ["größe und ähnliches", "grosse_und_ahnliches"],
  ["Kundø-Œuvre", "Kundo-OEuvre"],
  ["ｆｕｌｌ", "full"],
  ["9lives", "_9lives"],
  ["and", "_and"],
  ["名簿", "artifact"],
  ["", "artifact"],
  ["a.b/c", "a_b_c"],
])("in the place of %j the nearest id is proposed", (key, id) => {
  expect(idProposals([key])(key)).toBe(id);
});

test("two ids never get the same proposal, nor that of an artifact that is there", () => {
  const propose = idProposals(["名簿", "台帳", "größe", "grosse"]);
  expect(["名簿", "台帳", "größe"].map(propose)).toEqual(["artifact", "artifact_2", "grosse_2"]);
});

test("whatever is written, proposals are ids and all different", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 20 }), (keys) => {
      const wrong = keys.filter((key) => !isArtifactId(key));
      const proposed = wrong.map(idProposals(keys));
      expect(proposed.filter((id) => !isArtifactId(id))).toEqual([]);
      expect(new Set([...proposed, ...keys]).size).toBe(proposed.length + keys.length);
    }),
  );
});
