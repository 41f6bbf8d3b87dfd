import { describe, expect, test } from "vitest";
import { personalUrl } from "./index.ts";

const found = (text: string): readonly string[] =>
  [...personalUrl.find(text)].map(({ start, end }) => text.slice(start, end));

const personal = `
https://www.linkedin.com/in/ines-falk
https://github.com/inesfalk
https://www.xing.com/profile/Ines_Falk2
https://t.me/ines_falk
https://www.facebook.com/ines.falk.9
https://www.facebook.com/profile.php?id=100004711
https://social.muster.de/@ines
https://stackoverflow.com/users/4711/ines
https://orcid.org/0000-0002-1825-0097
https://wa.me/491712345678
https://shop.example.net/unsubscribe?email=ines.falk%40muster.de
https://ines:geh3im99@intern.muster.de/akte
https://portal.muster.de/patients/4711
https://portal.muster.de/users/ines.falk/orders
https://muster.de/~ines/index
https://muster.de/suche?first_name=Ines&last_name=Falk
https://muster.de/x?user_id=4711
https://muster.de/reset/9f8e7d6c5b4a39281706
https://muster.de/login?token=9f8e7d6c5b4a39281706
https://muster.de/form?dob=1969-07-14
www.linkedin.com/in/jonas-pohl-4a5b6c
linkedin.com/in/mira.sand
https://muster.de/kunden/4711-22
https://muster.de/newsletter/ines.falk%40muster.de
https://github.com/mira-sand
`;
const others = `
https://muster.de/
https://docs.muster.de/users/permissions
https://github.com/features
https://github.com/vuejs/core
https://github.com/login?return_to=x
https://muster.de/search?q=street&page=2
https://user:password@host/path
https://host/?user={user}&token=<token>
https://muster.de/users/list
https://muster.de/users/new
https://muster.de/products/4711
https://www.linkedin.com/company/muster
https://www.facebook.com/events
https://www.instagram.com/explore
https://www.npmjs.com/package/@scope/name
https://twitter.com/intent/tweet?text=x
https://muster.de/users/index.html
https://muster.de/a?name=value
https://muster.de/a?token=abc
http://localhost:3000/api
https://registry.npmjs.org/@types/node
https://muster.de/customers/overview
https://avatars.githubusercontent.com/u/4711?s=200
https://muster.de/reset/password
https://github.com/Microsoft
https://github.com/acme-labs
https://github.com/markedJS/
https://github.com/guardian.png
https://twitter.com/muster_official
https://example.com/brand/logo-dark@3x.png
https://lists.muster.de/message-id/17760-b6c61e752ec07060%40lists.muster.de
https://abc:xyz1@example.com
http://shop:hunter2@localhost:8080/a
`;
const lines = (list: string): readonly string[] => list.trim().split("\n");

test.each(lines(personal))("%s tells of one person, and is found to its end", (url) => {
  expect(found(url)).toEqual([url]);
  expect(found(`Siehe (${url}), bitte.`)).toEqual([url]);
  expect(found(`<a href="${url}">`)).toEqual([url]);
});

test.each(lines(others))("%s tells of no person", (url) => {
  expect(found(`See ${url} for more.`)).toEqual([]);
});

describe("a column of addresses", () => {
  test("is tested by whole values", () => {
    const verdict = (value: string) => personalUrl.test(value, { isNamed: false });
    expect(verdict("https://www.linkedin.com/in/ines-falk")?.notes).toEqual(["profile of a person"]);
    expect(verdict("https://muster.de/products/4711")).toBeUndefined();
    expect(verdict("see https://github.com/inesfalk")).toBeUndefined();
  });
});

test("long runs of addresses are read in time that grows with their length", () => {
  for (const piece of ["https://", "www.", "https://a.de/?a=b&", "https://a.de/users/", ")))"]) {
    const text = piece.repeat(100_000 / piece.length);
    const start = performance.now();
    for (const _ of personalUrl.find(text));
    expect(performance.now() - start, piece).toBeLessThan(3000);
  }
});
