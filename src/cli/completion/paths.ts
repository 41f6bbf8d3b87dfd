import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";

export type PathKind = "runbook" | "file" | "folder";

const runbookName = /\.ya?ml$/i;

/** Returns files and folders that begin with the written text; folders end with a slash. */
export function paths(io: Io, kind: PathKind, written: string): readonly CompletionCandidate[] {
  const cut = written.lastIndexOf("/") + 1;
  const [folder, begun] = [written.slice(0, cut), written.slice(cut)];
  const home = io.env.get("HOME");
  const place = folder.startsWith("~/") && home !== undefined ? join(home, folder.slice(2)) : resolve(io.cwd, folder);
  return entries(place).flatMap((entry) => {
    if (!entry.name.startsWith(begun) || (entry.name.startsWith(".") && !begun.startsWith("."))) return [];
    if (isFolder(entry, place)) return [{ value: `${folder}${entry.name}/`, about: "" }];
    const fits = kind === "file" || (kind === "runbook" && runbookName.test(entry.name));
    return fits ? [{ value: `${folder}${entry.name}`, about: "" }] : [];
  });
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // An unreadable folder has no candidates.
    return [];
  }
}

function isFolder(entry: Dirent, place: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(place, entry.name)).isDirectory();
  } catch {
    return false;
  }
}
