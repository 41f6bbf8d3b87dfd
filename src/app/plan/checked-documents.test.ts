import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CheckedDocument } from "../../planner/index.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { checkedDocuments, documentsIn } from "./checked-documents.ts";

const built = builtInRegistry().processors.get("gdpr_article_30")!.home;
const home = { ...built, module: new URL("../../components/index.ts", import.meta.url).href };
const document: CheckedDocument = {
  home,
  type: "gdpr_article_30",
  key: "organisation",
  bytes: Buffer.from("name: A\n"),
};

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "wct-test-"));
});
afterEach(() => rmSync(parent, { recursive: true }));

test("a document is remembered by its bytes and by what it was checked against", () => {
  const checked = documentsIn(join(parent, "checked"));
  expect(checked.has(document)).toBe(false);
  checked.add(document);
  expect(checked.has(document)).toBe(true);
  for (const other of [{ bytes: Buffer.from("name: B\n") }, { type: "other" }, { key: "other" }]) {
    expect(checked.has({ ...document, ...other })).toBe(false);
  }
});

test("only the user can read what is remembered, and it holds nothing of the document", () => {
  const folder = join(parent, "checked");
  documentsIn(folder).add(document);
  const [name = ""] = readdirSync(folder);
  expect(statSync(folder).mode & 0o077).toBe(0);
  expect(statSync(join(folder, name)).size).toBe(0);
});

test("a document of a plugin is checked each time, because its code may change", () => {
  const checked = documentsIn(parent);
  const foreign = { ...document, home: { ...home, module: "file:///plugin.js" } };
  checked.add(foreign);
  expect(checked.has(foreign)).toBe(false);
});

test("a folder that cannot be written only means that documents are checked again", () => {
  writeFileSync(join(parent, "checked"), "");
  const checked = documentsIn(join(parent, "checked"));
  checked.add(document);
  expect(checked.has(document)).toBe(false);
});

test("nothing is remembered without a compile cache, and by a program that runs from its sources", () => {
  expect(checkedDocuments(undefined)).toBeNull();
  expect(checkedDocuments(join(parent, "v24"))).toBeNull();
});
