import { expect, test } from "vitest";
import { placesOf } from "./needles.ts";

const found = (text: string) => placesOf('p"ä s/word+', [{ place: "here", bytes: Buffer.from(text), isText: true }]);

test.each([
  ["plain", 'x p"ä s/word+ y'],
  ["URL-encoded", `?a=${encodeURIComponent('p"ä s/word+')}&b`],
  [
    "URL-encoded in lower case",
    `?a=${encodeURIComponent('p"ä s/word+').replace(/%../g, (code) => code.toLowerCase())}`,
  ],
  ["JSON-escaped", JSON.stringify({ a: 'p"ä s/word+' })],
  ["JSON-escaped to ASCII", '{"a":"p\\"\\u00e4 s/word+"}'],
  ["base64 alone", Buffer.from('p"ä s/word+').toString("base64")],
  ["base64 after one byte", Buffer.from('.p"ä s/word+...').toString("base64")],
  ["base64 after two bytes", Buffer.from('..p"ä s/word+...').toString("base64url")],
])("a value is found %s", (_, text) => expect(found(text)).toEqual(["here"]));

test("nothing is found where the value is not", () => expect(found("p, a, s and word")).toEqual([]));
