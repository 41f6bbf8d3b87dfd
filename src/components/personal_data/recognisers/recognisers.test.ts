import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recogniserIds } from "../../rules/index.ts";
import { makeRecognisers } from "./index.ts";
import { luhn } from "./payment-card.ts";

const all = makeRecognisers({ ids: recogniserIds, regions: ["DE", "GB", "US", "FR"] });

function found(id: (typeof recogniserIds)[number], text: string): readonly string[] {
  const recogniser = all.find((one) => one.id === id)!;
  return [...recogniser.find(text)].filter((span) => span.score >= 0.5).map((span) => text.slice(span.start, span.end));
}

describe("e-mail addresses", () => {
  test.each([
    ["Write to <jane.roe@mail.bigpond.com.au>.", ["jane.roe@mail.bigpond.com.au"]],
    ["müller@köln.de, o'hara@web.ie", ["müller@köln.de", "o'hara@web.ie"]],
    ["x@example.com", ["x@example.com"]],
    ["メールはines@muster.deです。 메일ines@muster.de입니다", ["ines@muster.de", "ines@muster.de"]],
    ["a@b.notatld left-pad@1.3.0 icon@2x.png @scope/name user@host", []],
    ["postgres://app:secret@db.shop.com/main git@github.com:a/b", []],
    ["Message-ID: <20240101.77@mx.shop.com>", []],
    ["sip:ines@muster.de xmpp:ines@muster.de, ssh ines@muster.de, ines@web.muster.de:/var/www", []],
  ])("%s", (text, expected) => expect(found("email", text)).toEqual(expected));

  test("of functions and of the documentation score lower than those of persons", () => {
    const score = (text: string) => [...all.find(({ id }) => id === "email")!.find(text)][0]?.score ?? 0;
    expect(score("info@shop.com")).toBeLessThan(score("jane@example.com"));
    expect(score("jane@example.com")).toBeLessThan(score("jane@shop.com"));
  });
});

describe("phone numbers", () => {
  test.each([
    [
      "+49 30 901820, +44 (0)20 7946 0018 and (415) 555-2671",
      ["+49 30 901820", "+44 (0)20 7946 0018", "(415) 555-2671"],
    ],
    ["ext: (415) 555-2671 x42", ["(415) 555-2671 x42"]],
    ["030 901820 / 0171 2345678", ["030 901820", "0171 2345678"]],
    ["550e8400-e29b-41d4-a716-446655440000", []],
    ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", []],
    ["4006381333931 2024-000123 192.168.10.20 1.2.3.4", []],
    ["2024-01-15 10:22:33 15.01.2024 12:00", []],
    ["€ 1 234 567 890,00 and 3.14159265358", []],
    ["ines,+49 171 2345678,Berlin", ["+49 171 2345678"]],
    ["ines,0171 2345678,Berlin;0171 2345679,50667 Köln", ["0171 2345678", "0171 2345679"]],
    ["tel:+49-171-2345678,Berlin", ["+49-171-2345678"]],
    ["Tel: 030 901820,Fax: 030 901821", ["030 901820", "030 901821"]],
    ["Tel 030 901820/Fax 030 901821", ["030 901820", "030 901821"]],
    ["電話は+49 171 2345678です。 โทร+49 171 2345679ครับ", ["+49 171 2345678", "+49 171 2345679"]],
    ["a/0171 2345678.txt x0171 2345678 0171 2345678-a 0171 2345678@host", []],
    ["1.234.567,89 1 234 567,89 0171234567,5", []],
    ["Tel.: 0 30 / 90 18 20; 0171 / 234 56 78", ["0 30 / 90 18 20", "0171 / 234 56 78"]],
    ["020 - 624 1111, 030–901820, Tel.030 901820", ["020 - 624 1111", "030–901820", "030 901820"]],
    ["+49‑171‑2345678 or 030 901820-Office", ["+49‑171‑2345678", "030 901820"]],
    ["12.03.2024 - 14.03.2024, 01.01.2024–31.12.2024, 2024-01-01 / 2024-12-31, 12.03.-14.03.2024", []],
    ["ISBN 978-3-16-148410-0, OID 1.2.840.113549.1.1.11, 01 02 03 04 05, 0 8 5 2 2 2 1 1 1 0", []],
    ["Tél. 06.12.34.56.78 et 07.97.17.01.76", ["06.12.34.56.78", "07.97.17.01.76"]],
    ["0.12345678 193.94.20.37 1.02.33.44.55 v7.12.34.56.78 06.35", []],
    ["NHS number 943 476 5918, PESEL 44051401358, -.044475-.005916", []],
    ["118.812.942,01 61.159.915,46 841.776.428,69 and 1,234,567.09 61.159.915,46", []],
    ["P/N 096-41262-346 SN SUXU5244 ISBN 978-0-5240-6607-1 PN: 070-93389-318", []],
    ["Serial No. 041-24651-698, Artikel-Nr. 030 557684, Réf. 01 23 45 67 89, SKU 030-55768-438", []],
    ["seq=0085328952522 id,0048481459232,104126", []],
    ["x=-2147483648, y<=2147483647, max 4294967295, call(-2147483648)", []],
    ["phone 0049 171 2345678, mobile: 0048481459232", ["0049 171 2345678", "0048481459232"]],
    ["Boston, MA\n# 02110-1301 USA and NY 10118-0110", []],
    ["Büro 04131-1234 und 02110-1301", ["04131-1234", "02110-1301"]],
    ["Order 4711, call 030 901820", ["030 901820"]],
    ["Ref. +49 171 2345678; Reference: ask 0171 2345678", ["+49 171 2345678", "0171 2345678"]],
  ])("%s", (text, expected) => expect(found("phone", text)).toEqual(expected));
});

describe("bank accounts", () => {
  test.each([
    ["DE89 3704 0044 0532 0130 00, gb82west12345698765432.", ["DE89 3704 0044 0532 0130 00", "gb82west12345698765432"]],
    ["DE89370400440532013001 XDE89370400440532013000 DE893704004405320130001", []],
  ])("%s", (text, expected) => expect(found("iban", text)).toEqual(expected));
});

describe("payment cards", () => {
  test.each([
    ["4539 1488 0343 6467 and 374245455400126", ["4539 1488 0343 6467", "374245455400126"]],
    ["4539148803436468 994539148803436467 4539 1488 0343 6467 1234", []],
    ["4539-1488 0343-6467 0000000000000000", []],
    ["2026-03-01,4556737586899855,approved", ["4556737586899855"]],
    ["2026-03-01,4556737586899855,12.50", ["4556737586899855"]],
    ["a;4556737586899855;b pan:4556737586899855:approved", ["4556737586899855", "4556737586899855"]],
    ["4556737586899855|12/27|123 4556737586899855/1227 4556737586899855:1227", Array(3).fill("4556737586899855")],
    ["カード番号は4556737586899855です。 카드4556737586899855입니다", Array(2).fill("4556737586899855")],
    ["id4556737586899855 4556737586899855.5 /a/4556737586899855/b x-4556737586899855 4556737586899855x", []],
  ])("%s", (text, expected) => expect(found("payment_card", text)).toEqual(expected));

  test("change with any digit", () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const digits = "4539148803436467";
        const changed = digits.slice(0, at) + ((Number(digits[at]) + add) % 10) + digits.slice(at + 1);
        expect(luhn(changed)).toBe(false);
      }),
    );
  });
});

const size = 1 << 20;
test.each(
  [
    "@",
    "a@",
    "a.",
    "1",
    "12 ",
    "+49 30 1234567\n",
    "0301 234567\n",
    "(415) 555-2671,",
    ":",
    "a:b:",
    "1.",
    "DE89 ",
    "(",
    "Mr A",
    "Mozilla/5.0 (",
    " ",
    ",Aa Bb<",
    "4111 1111 1111 1112 ",
  ].map((unit) => [JSON.stringify(unit), unit] as const),
)("a mebibyte of %s takes less than a second for each recogniser", (_, unit) => {
  const text = unit.repeat(size / unit.length);
  // Measures the CPU time of this thread, because other tests run concurrently.
  for (const recogniser of all) {
    const before = process.threadCpuUsage();
    let spans = 0;
    for (const span of recogniser.find(text)) spans += span.end > span.start ? 1 : 0;
    const { user } = process.threadCpuUsage(before);
    expect(user / 1000, `${recogniser.id}: ${spans} spans`).toBeLessThan(1000);
  }
});
