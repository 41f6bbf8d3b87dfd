import { expect, test } from "vitest";
import { noticeList } from "./notices.ts";

test("notices whose reasons differ only in numbers are one kind", () => {
  const list = noticeList("drive");
  list.add({ what: "a.pdf", reason: "pages without text: 1 of 3 (scanned images?)" });
  list.add({ what: "b.pdf", reason: "pages without text: 1,200 of 4,985 (scanned images?)" });
  list.add({ what: "c.bin", reason: "larger than max_file_size (10485760 bytes)" });
  list.add({ what: "d.bin", reason: "larger than max_file_size (10485760 bytes)" });
  expect([...list.counts()]).toEqual([
    ["pages without text: … of … (scanned images?)", 2],
    ["larger than max_file_size (10485760 bytes)", 2],
  ]);
  expect(list.limits().notices[1]?.reason).toBe("pages without text: 1,200 of 4,985 (scanned images?)");
});

test("a kind that is given names its notices, whatever their reasons say", () => {
  const list = noticeList("shop");
  list.add({ what: "a", reason: "only 1 row" }, "only a part of the rows");
  list.add({ what: "b", reason: "only 2 rows" }, "only a part of the rows");
  expect([...list.counts()]).toEqual([["only a part of the rows", 2]]);
});

test("beyond 1,000 of one kind, notices with different numbers are counted and not listed", () => {
  const list = noticeList("drive");
  for (let size = 0; size < 1500; size += 1) list.add({ what: `f${size}`, reason: `damaged at byte ${size}` });
  const { notices } = list.limits();
  expect(notices).toHaveLength(1001);
  expect(notices.at(-1)).toEqual({ what: "drive", reason: "500 more: damaged at byte …" });
});
