import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ComponentFailure, collect } from "../../testing/component-context.ts";
import { FolderSource } from "../../testing/sources/folder-source.ts";
import { openBytes } from "../file-bytes.ts";
import { filesystemConfig } from "./config.ts";
import { filesystem } from "./index.ts";

let source: FolderSource;
beforeEach(() => {
  source = new FolderSource();
});
afterEach(() => source[Symbol.dispose]());

test("files come in the code unit order of their paths, with ids made from path and part", async () => {
  for (const path of ["b.txt", "a/z.txt", "a-b.txt", "a/é.txt", "a.txt", "Z.txt"]) source.put(path);
  const { paths, elements } = await source.read();
  expect(paths).toEqual([...paths].sort());
  expect(paths).toEqual(["Z.txt", "a-b.txt", "a.txt", "a/z.txt", "a/é.txt", "b.txt"]);
  expect(elements[0]?.id).toBe("Z.txt#1");
});

test("names with spaces, line breaks, brackets and leading dots are read as they are", async () => {
  const names = [" lead", "a\nb", "[x]", ".env", "back\\slash", "#hash", "!bang", "..two"].sort();
  for (const name of names) source.put(name);
  expect((await source.read()).paths).toEqual(names);
});

test("only what the user wrote names the folder, never the path of the machine", async () => {
  source.put("a.txt");
  source.put("b.bin", Uint8Array.of(0, 1, 2));
  const { elements, rest } = await source.read();
  expect(rest).toMatchObject({ name: "./files", source: { location: "./files" } });
  expect(JSON.stringify([elements, rest])).not.toContain(source.folder);
});

test("include and exclude are gitignore-style patterns, and exclude wins", async () => {
  for (const path of ["a.txt", "a.csv", "deep/b.txt", "deep/skip/c.txt", "top/d.txt"]) source.put(path);
  expect((await source.read({ include: ["*.txt"], exclude: ["skip/", "/top"] })).paths).toEqual([
    "a.txt",
    "deep/b.txt",
  ]);
});

test("a .gitignore decides as git itself does, nested files and negations included", async () => {
  source.put(".gitignore", "*.log\nbuild/\n!keep.log\n/only-top.txt\n**/tmp/*.txt\nTrailing \n");
  source.put("sub/.gitignore", "!important.log\nlocal.txt\nkeep.log\n");
  source.put("sub/deep/.gitignore", "*\n!*.md\n!.gitignore\n");
  for (const path of [
    "a.log",
    "keep.log",
    "build/x.txt",
    "only-top.txt",
    "sub/only-top.txt",
    "sub/important.log",
    "sub/local.txt",
    "sub/keep.log",
    "sub/deep/a.txt",
    "sub/deep/b.md",
    "x/tmp/a.txt",
    "x/tmp/a.md",
    "Trailing",
    "LOCAL.txt",
    "A.LOG",
  ])
    source.put(path);
  execFileSync("git", ["init", "-q"], { cwd: source.folder });
  const args = [
    "-c",
    "core.excludesFile=/dev/null",
    "-c",
    "core.ignoreCase=false",
    "ls-files",
    "-z",
    "--others",
    "--exclude-standard",
  ];
  const expected = execFileSync("git", args, { cwd: source.folder, encoding: "utf8" })
    .split("\0")
    .filter(Boolean)
    .sort();
  expect((await source.read()).paths).toEqual(expected);
});

test("without respect_gitignore everything is read except .git", async () => {
  source.put(".gitignore", "*.log");
  source.put("a.log");
  source.put(".git/config");
  expect((await source.read({ respect_gitignore: false })).paths).toEqual([".gitignore", "a.log"]);
});

test("symbolic links are not followed by default, and each is told", async () => {
  source.put("real.txt");
  symlinkSync("real.txt", join(source.folder, "link.txt"));
  const { paths, notices, rest } = await source.read();
  expect(paths).toEqual(["real.txt"]);
  expect(notices).toEqual(["link.txt: symbolic link, not followed"]);
  expect(rest.limits.truncated).toBe(true);
});

test("followed links never leave the folder, never go in circles, and read no file twice", async () => {
  source.put("a/one.txt");
  source.put("hidden/two.txt");
  symlinkSync("..", join(source.folder, "a/up"));
  symlinkSync("a", join(source.folder, "b"));
  symlinkSync("c2", join(source.folder, "c1"));
  symlinkSync("c1", join(source.folder, "c2"));
  symlinkSync(tmpdir(), join(source.folder, "out"));
  symlinkSync("/etc/passwd", join(source.folder, "passwd"));
  symlinkSync("hidden/two.txt", join(source.folder, "alias.txt"));
  const { paths, notices } = await source.read({ follow_symlinks: true, exclude: ["/hidden"] });
  expect(paths).toEqual(["a/one.txt", "alias.txt"]);
  expect(notices).toEqual([
    './files: 1 folder left out by the pattern "/hidden" of the property "exclude"',
    "a/up: symbolic link to a folder that is read already",
    "b: symbolic link to a folder that is read already",
    "c1: cannot be read (ELOOP)",
    "c2: cannot be read (ELOOP)",
    "out: symbolic link that leaves the folder",
    "passwd: symbolic link that leaves the folder",
  ]);
});

test("pipes, binary files, documents and files that are too large are left out with a notice each", async () => {
  execFileSync("mkfifo", [join(source.folder, "pipe")]);
  source.put("image.png", Uint8Array.of(0x89, 0x50, 0, 0, 1, 2));
  source.put(
    "controls",
    Uint8Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? 1 : 65)),
  );
  source.put("paper.pdf", "%PDF-1.7\n% all ASCII");
  source.put("large.txt", "x".repeat(11));
  const { elements, notices } = await source.read({ max_file_size: 10, include: ["large.txt", "pipe"] });
  expect(elements).toEqual([]);
  expect(notices).toEqual([
    './files: 3 files not selected by the property "include"',
    "large.txt: larger than max_file_size (10 bytes)",
    "pipe: not a regular file",
  ]);
  expect((await source.read({ exclude: ["large.txt", "pipe"] })).notices.slice(2)).toEqual([
    "controls: binary file",
    "image.png: binary file",
    "paper.pdf: damaged PDF document",
  ]);
});

test.skipIf(process.getuid?.() === 0)("a file and a folder without permission are left out with a notice", async () => {
  source.put("closed.txt");
  source.put("closed/a.txt");
  chmodSync(join(source.folder, "closed.txt"), 0);
  chmodSync(join(source.folder, "closed"), 0);
  const { notices } = await source.read();
  chmodSync(join(source.folder, "closed"), 0o700);
  expect(notices).toEqual(["closed.txt: cannot be read (EACCES)", "closed/: folder cannot be read (EACCES)"]);
});

test("a name that is not UTF-8 is left out with a notice", async () => {
  source.put("ok.txt");
  const name = Buffer.concat([Buffer.from(`${source.folder}/bad-`), Buffer.from([0xff])]);
  writeFileSync(name, "text");
  const { paths, notices } = await source.read();
  rmSync(name);
  expect(paths).toEqual(["ok.txt"]);
  expect(notices).toEqual(["bad-\uFFFD: cannot be read (its name is not UTF-8)"]);
});

test("max_files counts what was read and says of how many", async () => {
  for (const name of ["a", "b.bin", "c", "d", "e"]) source.put(name, name === "b.bin" ? Uint8Array.of(0) : "text");
  const { paths, notices, rest } = await source.read({ max_files: 2 });
  expect(paths).toEqual(["a", "c"]);
  expect(notices.at(-1)).toBe("./files: only 2 of 5 files were read (max_files)");
  expect(rest.limits.notices.at(-1)).toMatchObject({ read: 2, total: 5 });
});

test("max_total_bytes ends the reading before it is passed", async () => {
  for (const name of ["a", "b", "c"]) source.put(name, "12345");
  const { paths, rest } = await source.read({ max_total_bytes: 12 });
  expect(paths).toEqual(["a", "b"]);
  expect(rest.limits.notices).toEqual([
    { what: "./files", reason: "only 10 of 15 bytes were read (max_total_bytes)", read: 10, total: 15 },
  ]);
});

test("an empty file is read, gives no item and no notice", async () => {
  source.put("empty.txt", "");
  const { elements, rest } = await source.read();
  expect(elements).toEqual([]);
  expect(rest).toMatchObject({ limits: { truncated: false, notices: [] }, summary: { files: 1, items: 0 } });
});

const umlauts =
  "Grüße aus Köln, Straße der Einheit 5; Übergrößenträger, Bäcker und Käufer schätzen das schöne Öl.\n".repeat(5);

test.each([
  ["utf-8", Buffer.from(umlauts), "utf-8"],
  ["utf-8 with a mark", Buffer.from(`\uFEFF${umlauts}`), "utf-8"],
  ["utf-16le with a mark", iconv.encode(umlauts, "utf-16le", { addBOM: true }), "utf-16le"],
  ["utf-16be with a mark", iconv.encode(umlauts, "utf-16be", { addBOM: true }), "utf-16be"],
  ["utf-32le with a mark", iconv.encode(umlauts, "utf-32le", { addBOM: true }), "utf-32le"],
  ["utf-16le without a mark", iconv.encode(umlauts, "utf-16le"), "utf-16le"],
  ["latin-1", iconv.encode(umlauts, "latin1"), "windows-1252"],
  ["windows-1252", iconv.encode(`€ ${umlauts}`, "windows-1252"), "windows-1252"],
])("recognises %s", async (_, bytes, encoding) => {
  source.put("a.txt", bytes);
  const { elements, notices } = await source.read();
  expect(elements[0]?.file?.encoding).toBe(encoding);
  expect(elements[0]?.content.replace("€ ", "")).toBe(umlauts);
  expect(notices).toEqual([]);
});

test("a file that is ASCII for long and then latin-1 is decoded right, fault at any place", async () => {
  const text = `${"plain line\n".repeat(50_000)}${umlauts}`;
  source.put("a.txt", iconv.encode(text, "latin1"));
  const { elements } = await source.read({ overlap_chars: 0 });
  expect(elements.map(({ content }) => content).join("")).toBe(text);
});

test("on_decode_error says what becomes of a file that its encoding does not allow", async () => {
  source.put("a.txt", Buffer.concat([Buffer.from("good "), Buffer.from([0xff]), Buffer.from(" end")]));
  const named = { encoding: "utf-8" };
  const replaced = await source.read(named);
  expect(replaced.elements[0]?.content).toBe("good \uFFFD end");
  expect(replaced.notices).toEqual(["a.txt: not valid utf-8; what cannot be decoded is replaced"]);
  expect((await source.read({ ...named, on_decode_error: "skip" })).notices).toEqual(["a.txt: not valid utf-8"]);
  await expect(source.read({ ...named, on_decode_error: "fail" })).rejects.toMatchObject({ code: "FILE_UNDECODABLE" });
});

test("a huge line is cut into items that know their place", async () => {
  source.put("a.txt", `first\n${"0123456789".repeat(20)}`);
  const { elements } = await source.read({ chunk_chars: 64, overlap_chars: 8 });
  const whole = elements.map(({ content, file }) => content.slice(file?.overlap)).join("");
  expect(whole).toBe(`first\n${"0123456789".repeat(20)}`);
  expect(elements[1]).toMatchObject({
    id: "a.txt#2",
    locator: { line: 2, column: 51, offset: 56 },
    file: { part: 2, parts: null, overlap: 8 },
  });
  expect(elements.at(-1)?.file?.parts).toBe(elements.length);
});

test("a large file arrives in pieces of bounded size, however often it is read", () => {
  source.put("large.txt", Buffer.alloc(3_000_001, "abcdefg"));
  const bytes = openBytes(join(source.folder, "large.txt"));
  for (const _ of [1, 2]) {
    const lengths = [...(bytes?.pieces() ?? [])].map((piece) => piece.length);
    expect(Math.max(...lengths)).toBe(256 * 1024);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3_000_001);
  }
  bytes?.close();
});

test("the same folder gives the same bytes twice, and progress reaches its total", async () => {
  for (let index = 0; index < 20; index += 1) source.put(`d${index % 3}/f${index}.txt`, `${index}`);
  const context = source.context({});
  const once = await collect(filesystem.extract(context));
  expect(await collect(filesystem.extract(source.context({})))).toEqual(once);
  expect(context.told.progress.at(-1)).toEqual({ done: 20, total: 20 });
});

test("a cancelled run stops", async () => {
  source.put("a.txt");
  const abort = new AbortController();
  abort.abort(new Error("cancelled"));
  await expect(collect(filesystem.extract(source.context({}, abort.signal)))).rejects.toThrow("cancelled");
});

test("a folder that is gone is a failure that names it as written", async () => {
  const context = source.context({});
  rmSync(source.folder, { recursive: true });
  await expect(collect(filesystem.extract(context))).rejects.toThrow(ComponentFailure);
  await expect(collect(filesystem.extract(context))).rejects.toThrow('the folder "./files" cannot be read');
});

test("a configuration with an unknown encoding or too much overlap is refused", () => {
  expect(filesystemConfig.safeParse({ path: ".", encoding: "klingon" }).success).toBe(false);
  expect(filesystemConfig.safeParse({ path: ".", chunk_chars: 100, overlap_chars: 51 }).success).toBe(false);
  expect(filesystemConfig.safeParse({ path: ".", encoding: "Shift_JIS" }).success).toBe(true);
});
