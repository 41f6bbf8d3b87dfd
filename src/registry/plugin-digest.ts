import { createHash } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { invariant } from "../diagnostics/index.ts";
import { type Digest, isDigest } from "../domain/index.ts";
import type { PluginPlace } from "./locate.ts";

/**
 * SHA-256 over a plugin's files: one line `path, NUL, SHA-256 of the content` each, sorted by path. Of a package, all
 * files of its folder; of a plugin that is a file, that file and those that it names by relative paths, and so on.
 * What it imports from node_modules is not part of it.
 */
export function pluginDigest({ entry, folder }: PluginPlace): Digest {
  const base = folder ?? dirname(entry);
  const files = folder === null ? reachedFrom(entry) : filesBelow(folder);
  const lines = files.map(({ path, content }) => `${relative(base, path).split(sep).join("/")}\0${sha256(content)}\n`);
  return sha256(lines.toSorted().join(""));
}

interface HashedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

function filesBelow(folder: string): readonly HashedFile[] {
  const files: HashedFile[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    // Hidden files are settings of tools; node_modules has the code of others.
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) files.push({ path, content: readlinkSync(path) });
    else if (entry.isFile()) files.push({ path, content: readFileSync(path) });
    else if (entry.isDirectory() && !isMadeByTools(path)) files.push(...filesBelow(path));
  }
  return files;
}

/** Folders that ignore themselves, as wct's outputs do, come and go. */
function isMadeByTools(folder: string): boolean {
  const ignore = join(folder, ".gitignore");
  return statSync(ignore, { throwIfNoEntry: false })?.isFile() === true && readFileSync(ignore, "utf8").trim() === "*";
}

// Any literal that leads to a file: imports, re-exports, `new URL("./rules.yaml", import.meta.url)`. What only looks
// like a path leads nowhere, and a file too many does no harm.
const relativePath = /(["'`])(\.{1,2}\/[^"'`\n]+)\1/g;
const code = /\.[cm]?[jt]s$/;

function reachedFrom(entry: string): readonly HashedFile[] {
  const reached = new Map<string, Uint8Array>();
  const visit = (path: string): void => {
    if (reached.has(path) || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return;
    const content = readFileSync(path);
    reached.set(path, content);
    if (!code.test(path)) return;
    for (const [, , target = ""] of content.toString("utf8").matchAll(relativePath)) {
      visit(resolve(dirname(path), target));
    }
  };
  visit(entry);
  return [...reached].map(([path, content]) => ({ path, content }));
}

function sha256(content: string | Uint8Array): Digest {
  const digest = createHash("sha256").update(content).digest("hex");
  invariant(isDigest(digest), "SHA-256 is not 64 hexadecimal digits");
  return digest;
}
