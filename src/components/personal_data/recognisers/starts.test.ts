import { expect, test } from "vitest";
import { matchesAt, startsIn } from "./starts.ts";

test("a text is read once for the places of all groups", () => {
  const text = "PASSWORD=… sk_live_… see HTTPS://shop.example and proxy-authorization";
  const starts = startsIn(text);
  expect(starts).toMatchObject({ secretWords: [0], tokens: [11], urls: [25], headers: [50, 56] });
  expect(startsIn(text)).toBe(starts);
});

test("matches at the places are those that the pattern has in the whole text, without overlaps", () => {
  const text = "token token_token passpass api-key";
  const pattern = "token(?:_token)?|pass|api-key";
  const found = [...matchesAt(text, startsIn(text).secretWords, new RegExp(pattern, "y"))];
  expect(found.map(({ 0: match, index }) => [match, index])).toEqual(
    [...text.matchAll(new RegExp(pattern, "g"))].map(({ 0: match, index }) => [match, index]),
  );
});
