import { expect, test } from "vitest";
import { examplesText, noticeGroups } from "./notice-groups.ts";

test("notices of one reason are one group, which names up to five of them and counts the rest", () => {
  const pictures = Array.from({ length: 1000 }, (_, index) => ({
    ...{ what: `p/${index}.jpg`, reason: "binary file", read: 0, total: 9 },
  }));
  const groups = noticeGroups([...pictures, { what: "drive", reason: "29000 more: binary file" }]);
  expect(groups.map((group) => [group.reason, group.count, examplesText(group)])).toEqual([
    ["binary file", 30_000, "p/0.jpg, p/1.jpg, p/2.jpg, p/3.jpg, p/4.jpg, 29,995 more"],
  ]);
});

test("where the numbers of a reason differ, each example tells its own", () => {
  const rows = (what: string, total: number) => ({
    ...{ what, reason: `only the first 1,000 of ${total} rows were read (max_rows_per_table)`, read: 1000, total },
  });
  const [group, ...others] = noticeGroups([rows("shop.orders", 4985), rows("shop.items", 12_000)]);
  expect(others).toEqual([]);
  expect(group?.reason).toBe("only the first … of … rows were read (max_rows_per_table)");
  expect(group?.examples).toEqual(["shop.orders (1,000 of 4,985)", "shop.items (1,000 of 12,000)"]);
});

test("a single notice is shown as it is, in the order of first notices", () => {
  const groups = noticeGroups([
    { what: "scan.pdf", reason: "pages without text: 1 of 3 (scanned images?)", read: 2, total: 3 },
    { what: "link", reason: "symbolic link, not followed" },
  ]);
  expect(groups).toEqual([
    { reason: "pages without text: 1 of 3 (scanned images?)", count: 1, examples: ["scan.pdf"] },
    { reason: "symbolic link, not followed", count: 1, examples: ["link"] },
  ]);
});

test("a group of which nothing is listed still tells how many there are", () => {
  const [group] = noticeGroups([{ what: "drive", reason: "1200 more: binary file" }]);
  expect(group && examplesText(group)).toBe("1,200");
});
