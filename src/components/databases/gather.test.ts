import { expect, test } from "vitest";
import { grouped } from "../counted.ts";
import { noticeList } from "../notices.ts";
import { gatherRows } from "./gather.ts";
import { nameSelector } from "./globs.ts";

test("distinct values are kept in order of appearance, with how often each occurs", () => {
  const gathered = gatherRows(["a", "b"], 3);
  for (const row of [["b", null], ["a"], ["b", new Uint8Array()], ["long", "\uFFFD"]] as const) gathered.add(row);
  const [first, second] = gathered.done();
  expect(first).toMatchObject({ content: '"b"\n"a"\n"lon"', cut: 1, sample: { rows_read: 4, counts: [2, 1, 1] } });
  expect(second).toMatchObject({ blobs: 1, replaced: 1, sample: { non_null: 2, distinct: 1 } });
});

test("a cut never leaves half a character", () => {
  const gathered = gatherRows(["a"], 1);
  gathered.add(["😀"]);
  expect(gathered.done()[0]?.content).toBe('""');
});

test("a name is selected by any of its forms, and excluded by any", () => {
  const isSelected = nameSelector({ include: ["sales.*", "users"], exclude: ["*_old"] });
  expect(isSelected("orders", "sales.orders")).toBe(true);
  expect(isSelected("Users", "public.Users")).toBe(true);
  expect(isSelected("orders_old", "sales.orders_old")).toBe(false);
  expect(isSelected("orders", "public.orders")).toBe(false);
});

test("notices beyond a thousand of a kind are counted", () => {
  const notices = noticeList("shop");
  for (let index = 0; index < 1500; index++) notices.add({ what: `t${index}`, reason: `denied ${index}` }, "denied");
  notices.add({ what: "t", reason: "other" });
  const { notices: all } = notices.limits();
  expect(all).toHaveLength(1002);
  expect(all.at(-1)).toEqual({ what: "shop", reason: "500 more: denied" });
  expect(notices.counts()).toEqual(
    new Map([
      ["denied", 1500],
      ["other", 1],
    ]),
  );
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(["0", "999", "1,000", "1,234,567"]);
});
