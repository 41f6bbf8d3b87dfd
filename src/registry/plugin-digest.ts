import { createHash } from "node:crypto";
import { readdirSync, readlinkSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { invariant } from "../diagnostics/index.ts";
import { type Digest, isDigest } from "../domain/index.ts";
import { FileProblem, isRegularFile, readRegularFile, readStart } from "../files/index.ts";
import type { PluginPlace } from "./locate.ts";

/**
 * Computes the SHA-256 over a plugin's files: one line `path, NUL, SHA-256 of the content` each, sorted by path. For a
 * package, these are all files of its folder; for a single file, that file and, recursively, the files that it names by
 * relative paths. Imports from node_modules are not included. Throws FileProblem, whose message names the file.
 */
export function pluginDigest({ entry, folder }: PluginPlace): Digest {
  const base = folder ?? dirname(entry);
  const files = folder === null ? reachedFrom(entry) : filesBelow(folder);
  const lines = files.map(({ path, content }) => `${relative(base, path).split(sep).join("/")}\0${sha256(content)}\n`);
  return sha256(lines.toSorted().join(""));
}

/** Limit for code and the data files next to it. */
const maxFileBytes = 100 * 1024 * 1024;

function contentOf(path: string): Buffer {
  try {
    return readRegularFile(path, maxFileBytes);
  } catch (error) {
    const { what, hint } = FileProblem.of(error);
    throw new FileProblem(`has the file "${basename(path)}", which ${what}`, hint);
  }
}

interface HashedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

function filesBelow(folder: string): readonly HashedFile[] {
  const files: HashedFile[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    // Hidden files are settings of tools; node_modules contains other packages' code.
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) files.push({ path, content: readlinkSync(path) });
    else if (entry.isFile()) files.push({ path, content: contentOf(path) });
    else if (entry.isDirectory() && !isMadeByTools(path)) files.push(...filesBelow(path));
  }
  return files;
}

/** Returns whether a folder ignores itself. Such folders, for example wct's outputs, contain generated files. */
function isMadeByTools(folder: string): boolean {
  const ignore = join(folder, ".gitignore");
  return isRegularFile(ignore) && readStart(ignore, 64).toString("utf8").trim() === "*";
}

// Matches any literal that may name a file: imports, re-exports, `new URL("./rules.yaml", import.meta.url)`. Text that
// only looks like a path names no existing file, and an additional file does no harm.
const relativePath = /(["'`])(\.{1,2}\/[^"'`\n]+)\1/g;
const code = /\.[cm]?[jt]s$/;

function reachedFrom(entry: string): readonly HashedFile[] {
  const reached = new Map<string, Uint8Array>();
  const visit = (path: string): void => {
    if (reached.has(path) || !isRegularFile(path)) return;
    const content = contentOf(path);
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
