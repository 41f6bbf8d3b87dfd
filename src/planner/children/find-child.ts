import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { nearest } from "../../diagnostics/index.ts";
import type { FileAccess } from "../../domain/index.ts";

/** A folder that is searched for child runbooks. */
export interface SearchedFolder {
  readonly path: string;
  /** As the user wrote it, for file names in messages and plans. */
  readonly shown: string;
}

export type FoundChild =
  | { readonly kind: "found"; readonly path: string; readonly real: string; readonly shown: string }
  | { readonly kind: "absolute" | "outside" | "link-outside" | "absent" }
  /** `what` says what is there instead of a file: "is a folder". */
  | { readonly kind: "no-file"; readonly what: string };

/**
 * Finds a child runbook in the first folder that has it. Never finds a file outside of the folders: neither by `..` nor
 * through a link.
 */
export function findChild(written: string, folders: readonly SearchedFolder[], files: FileAccess): FoundChild {
  if (isAbsolute(written) || /^([A-Za-z]:[\\/]|\\\\)/.test(written)) return { kind: "absolute" };
  const real = folders.map(({ path }) => files.real(path));
  let refusal: FoundChild | null = null;
  for (const folder of folders) {
    const path = files.resolve(folder.path, written);
    const { kind, what } = files.stat(path);
    const isWithin = folders.some((one) => isInside(one.path, path));
    if (kind === "absent") {
      if (!isWithin) refusal ??= { kind: "outside" };
      continue;
    }
    const target = files.real(path);
    if (!real.some((one) => isInside(one, target))) refusal ??= { kind: isWithin ? "link-outside" : "outside" };
    else if (kind === "file") return { kind: "found", path, real: target, shown: join(folder.shown, written) };
    else refusal ??= { kind: "no-file", what };
  }
  return refusal ?? { kind: "absent" };
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Returns the path, in the same subfolder of one of the folders, of the YAML file with the nearest name. */
export function nearestFile(
  written: string,
  folders: readonly SearchedFolder[],
  files: FileAccess,
): string | undefined {
  const folder = dirname(written);
  const names = folders.flatMap(({ path }) => files.names(files.resolve(path, folder)));
  const near = nearest(
    basename(written),
    names.filter((name) => /\.ya?ml$/i.test(name)),
  );
  return near === undefined ? undefined : join(folder, near);
}
