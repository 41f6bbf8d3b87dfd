import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import iconv from "iconv-lite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ComponentFailure, collect, fakeContext } from "../../testing/component-context.ts";
import { openBytes } from "../file-bytes.ts";
import { filesystemConfig } from "./config.ts";
import { filesystem } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wct-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array = "text"): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const contextFor = (properties: object, signal?: AbortSignal) =>
  fakeContext({
    config: { ...filesystemConfig.parse({ path: folder, ...properties }), path: { path: folder, shown: "./files" } },
    ...(signal === undefined ? {} : { signal }),
  });

async function read(properties: object = {}) {
  const { elements, rest } = await collect(filesystem.extract(contextFor(properties)));
  return {
    elements,
    rest,
    paths: elements.map(({ locator }) => (locator.kind === "file" ? locator.path : "")),
    notices: rest.limits.notices.map(({ what, reason }) => `${what}: ${reason}`),
  };
}

test("files come in the code unit order of their paths, with ids made from path and part", async () => {
  for (const path of ["b.txt", "a/z.txt", "a-b.txt", "a/é.txt", "a.txt", "Z.txt"]) put(path);
  const { paths, elements } = await read();
  expect(paths).toEqual([...paths].sort());
  expect(paths).toEqual(["Z.txt", "a-b.txt", "a.txt", "a/z.txt", "a/é.txt", "b.txt"]);
  expect(elements[0]?.id).toBe("Z.txt#1");
});

test("names with spaces, line breaks, brackets and leading dots are read as they are", async () => {
  const names = [" lead", "a\nb", "[x]", ".env", "back\\slash", "#hash", "!bang", "..two"].sort();
  for (const name of names) put(name);
  expect((await read()).paths).toEqual(names);
});

test("only what the user wrote names the folder, never the path of the machine", async () => {
  put("a.txt");
  put("b.bin", Uint8Array.of(0, 1, 2));
  const { elements, rest } = await read();
  expect(rest).toMatchObject({ name: "./files", source: { location: "./files" } });
  expect(JSON.stringify([elements, rest])).not.toContain(folder);
});

test("include and exclude are gitignore-style patterns, and exclude wins", async () => {
  for (const path of ["a.txt", "a.csv", "deep/b.txt", "deep/skip/c.txt", "top/d.txt"]) put(path);
  expect((await read({ include: ["*.txt"], exclude: ["skip/", "/top"] })).paths).toEqual(["a.txt", "deep/b.txt"]);
});

test("a .gitignore decides as git itself does, nested files and negations included", async () => {
  put(".gitignore", "*.log\nbuild/\n!keep.log\n/only-top.txt\n**/tmp/*.txt\nTrailing \n");
  put("sub/.gitignore", "!important.log\nlocal.txt\nkeep.log\n");
  put("sub/deep/.gitignore", "*\n!*.md\n!.gitignore\n");
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
    put(path);
  execFileSync("git", ["init", "-q"], { cwd: folder });
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
  const expected = execFileSync("git", args, { cwd: folder, encoding: "utf8" }).split("\0").filter(Boolean).sort();
  expect((await read()).paths).toEqual(expected);
});

test("without respect_gitignore everything is read except .git", async () => {
  put(".gitignore", "*.log");
  put("a.log");
  put(".git/config");
  expect((await read({ respect_gitignore: false })).paths).toEqual([".gitignore", "a.log"]);
});

test("symbolic links are not followed by default, and each is told", async () => {
  put("real.txt");
  symlinkSync("real.txt", join(folder, "link.txt"));
  const { paths, notices, rest } = await read();
  expect(paths).toEqual(["real.txt"]);
  expect(notices).toEqual(["link.txt: symbolic link, not followed"]);
  expect(rest.limits.truncated).toBe(true);
});

test("followed links never leave the folder, never go in circles, and read no file twice", async () => {
  put("a/one.txt");
  put("hidden/two.txt");
  symlinkSync("..", join(folder, "a/up"));
  symlinkSync("a", join(folder, "b"));
  symlinkSync("c2", join(folder, "c1"));
  symlinkSync("c1", join(folder, "c2"));
  symlinkSync(tmpdir(), join(folder, "out"));
  symlinkSync("/etc/passwd", join(folder, "passwd"));
  symlinkSync("hidden/two.txt", join(folder, "alias.txt"));
  const { paths, notices } = await read({ follow_symlinks: true, exclude: ["/hidden"] });
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
  execFileSync("mkfifo", [join(folder, "pipe")]);
  put("image.png", Uint8Array.of(0x89, 0x50, 0, 0, 1, 2));
  put(
    "controls",
    Uint8Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? 1 : 65)),
  );
  put("paper.pdf", "%PDF-1.7\n% all ASCII");
  put("large.txt", "x".repeat(11));
  const { elements, notices } = await read({ max_file_size: 10, include: ["large.txt", "pipe"] });
  expect(elements).toEqual([]);
  expect(notices).toEqual([
    './files: 3 files not selected by the property "include"',
    "large.txt: larger than max_file_size (10 bytes)",
    "pipe: not a regular file",
  ]);
  expect((await read({ exclude: ["large.txt", "pipe"] })).notices.slice(2)).toEqual([
    "controls: binary file",
    "image.png: binary file",
    "paper.pdf: damaged PDF document",
  ]);
});

test.skipIf(process.getuid?.() === 0)("a file and a folder without permission are left out with a notice", async () => {
  put("closed.txt");
  put("closed/a.txt");
  chmodSync(join(folder, "closed.txt"), 0);
  chmodSync(join(folder, "closed"), 0);
  const { notices } = await read();
  chmodSync(join(folder, "closed"), 0o700);
  expect(notices).toEqual(["closed.txt: cannot be read (EACCES)", "closed/: folder cannot be read (EACCES)"]);
});

test("a name that is not UTF-8 is left out with a notice", async () => {
  put("ok.txt");
  const name = Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]);
  writeFileSync(name, "text");
  const { paths, notices } = await read();
  rmSync(name);
  expect(paths).toEqual(["ok.txt"]);
  expect(notices).toEqual(["bad-\uFFFD: cannot be read (its name is not UTF-8)"]);
});

test("max_files counts what was read and says of how many", async () => {
  for (const name of ["a", "b.bin", "c", "d", "e"]) put(name, name === "b.bin" ? Uint8Array.of(0) : "text");
  const { paths, notices, rest } = await read({ max_files: 2 });
  expect(paths).toEqual(["a", "c"]);
  expect(notices.at(-1)).toBe("./files: only 2 of 5 files were read (max_files)");
  expect(rest.limits.notices.at(-1)).toMatchObject({ read: 2, total: 5 });
});

test("max_total_bytes ends the reading before it is passed", async () => {
  for (const name of ["a", "b", "c"]) put(name, "12345");
  const { paths, rest } = await read({ max_total_bytes: 12 });
  expect(paths).toEqual(["a", "b"]);
  expect(rest.limits.notices).toEqual([
    { what: "./files", reason: "only 10 of 15 bytes were read (max_total_bytes)", read: 10, total: 15 },
  ]);
});

test("an empty file is read, gives no item and no notice", async () => {
  put("empty.txt", "");
  const { elements, rest } = await read();
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
  put("a.txt", bytes);
  const { elements, notices } = await read();
  expect(elements[0]?.file?.encoding).toBe(encoding);
  expect(elements[0]?.content.replace("€ ", "")).toBe(umlauts);
  expect(notices).toEqual([]);
});

test("a file that is ASCII for long and then latin-1 is decoded right, fault at any place", async () => {
  const text = `${"plain line\n".repeat(50_000)}${umlauts}`;
  put("a.txt", iconv.encode(text, "latin1"));
  const { elements } = await read({ overlap_chars: 0 });
  expect(elements.map(({ content }) => content).join("")).toBe(text);
});

test("on_decode_error says what becomes of a file that its encoding does not allow", async () => {
  put("a.txt", Buffer.concat([Buffer.from("good "), Buffer.from([0xff]), Buffer.from(" end")]));
  const named = { encoding: "utf-8" };
  const replaced = await read(named);
  expect(replaced.elements[0]?.content).toBe("good \uFFFD end");
  expect(replaced.notices).toEqual(["a.txt: not valid utf-8; what cannot be decoded is replaced"]);
  expect((await read({ ...named, on_decode_error: "skip" })).notices).toEqual(["a.txt: not valid utf-8"]);
  await expect(read({ ...named, on_decode_error: "fail" })).rejects.toMatchObject({ code: "FILE_UNDECODABLE" });
});

test("a huge line is cut into items that know their place", async () => {
  put("a.txt", `first\n${"0123456789".repeat(20)}`);
  const { elements } = await read({ chunk_chars: 64, overlap_chars: 8 });
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
  put("large.txt", Buffer.alloc(3_000_001, "abcdefg"));
  const source = openBytes(join(folder, "large.txt"));
  for (const _ of [1, 2]) {
    const lengths = [...(source?.pieces() ?? [])].map((piece) => piece.length);
    expect(Math.max(...lengths)).toBe(256 * 1024);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3_000_001);
  }
  source?.close();
});

test("the same folder gives the same bytes twice, and progress reaches its total", async () => {
  for (let index = 0; index < 20; index += 1) put(`d${index % 3}/f${index}.txt`, `${index}`);
  const context = contextFor({});
  const once = await collect(filesystem.extract(context));
  expect(await collect(filesystem.extract(contextFor({})))).toEqual(once);
  expect(context.told.progress.at(-1)).toEqual({ done: 20, total: 20 });
});

test("a cancelled run stops", async () => {
  put("a.txt");
  const abort = new AbortController();
  abort.abort(new Error("cancelled"));
  await expect(collect(filesystem.extract(contextFor({}, abort.signal)))).rejects.toThrow("cancelled");
});

test("a folder that is gone is a failure that names it as written", async () => {
  const context = contextFor({});
  rmSync(folder, { recursive: true });
  await expect(collect(filesystem.extract(context))).rejects.toThrow(ComponentFailure);
  await expect(collect(filesystem.extract(context))).rejects.toThrow('the folder "./files" cannot be read');
});

test("a configuration with an unknown encoding or too much overlap is refused", () => {
  expect(filesystemConfig.safeParse({ path: ".", encoding: "klingon" }).success).toBe(false);
  expect(filesystemConfig.safeParse({ path: ".", chunk_chars: 100, overlap_chars: 51 }).success).toBe(false);
  expect(filesystemConfig.safeParse({ path: ".", encoding: "Shift_JIS" }).success).toBe(true);
});
