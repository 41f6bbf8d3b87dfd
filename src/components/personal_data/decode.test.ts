import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText } from "./decode.ts";

describe("an encoded text", () => {
  test.each([
    ["ines%40muster.de", "ines@muster.de"],
    ["ines%2540muster.de", "ines@muster.de"],
    ["mira%2Esand%40muster.de&x=1", "mira.sand@muster.de&x=1"],
    ["%2B491712345678", "+491712345678"],
    ["M%C3%BCller", "Müller"],
    ["ines&#64;muster.de", "ines@muster.de"],
    ["ines&#x40;muster&period;de", "ines@muster.de"],
    ["ines&commat;muster.de", "ines@muster.de"],
    ["M&uuml;ller &amp; S&ouml;hne", "Müller & Söhne"],
    ["ines&amp;#64;muster.de", "ines@muster.de"],
    ["M\\u00fcller \\u{40} \\x40", "Müller @ @"],
    ["０１７１＠", "0171@"],
    ["100% of 5%ab, AT&T; \\user &nosuch;", "100% of 5%ab, AT&T; \\user &nosuch;"],
    ["%E4 %FF%FE", "%E4 %FF%FE"],
    ["a%0Ab%00", "a b "],
  ])("%s is decoded", (text, decoded) => expect(decodeText(text).text).toBe(decoded));

  test("keeps the way back to the original", () => {
    const part = fc.constantFrom(
      "a",
      "ü",
      " ",
      "%40",
      "%C3%BC",
      "&amp;",
      "&#64;",
      "&amp;#64;",
      "%2540",
      "\\u0041",
      "％",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const decoded = decodeText(text);
        let at = 0;
        let offset = 0;
        for (const one of parts) {
          expect(decoded.original(offset)).toBe(at);
          offset += decodeText(one).text.length;
          at += one.length;
        }
        expect(decoded.text.length).toBe(offset);
        expect(decoded.original(offset)).toBe(text.length);
      }),
      { seed: 3 },
    );
  });
});
