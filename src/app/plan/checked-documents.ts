import { createHash } from "node:crypto";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckedDocument, CheckedDocuments } from "../../planner/index.ts";

/** Only these schemas are known to change with the module's file alone. */
const builtIn = new URL("../../components/", import.meta.url).href;
const isBuiltIn = ({ module }: CheckedDocument["home"]): boolean => module.startsWith(builtIn);

/**
 * Remembers checked documents next to the compiled code, which must be equally safe from others: an empty file for
 * each, named by a digest. Returns null without a compile cache, and if the program runs from its sources, which change
 * without a new version.
 */
export function checkedDocuments(compiled = getCompileCacheDir()): CheckedDocuments | null {
  if (compiled === undefined || import.meta.url.endsWith(".ts")) return null;
  return documentsIn(join(dirname(compiled), "wct-checked"));
}

/** Remembers the documents of built-in components in a folder, which is created when needed. */
export function documentsIn(folder: string): CheckedDocuments {
  return {
    has: (document) => isBuiltIn(document.home) && existsSync(join(folder, nameOf(document))),
    add: (document) => {
      if (!isBuiltIn(document.home)) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(join(folder, nameOf(document)), "", { mode: 0o600 });
      } catch {
        // It is checked again next time.
      }
    },
  };
}

function nameOf({ home, type, key, bytes }: CheckedDocument): string {
  // Another build of the same version may have another schema.
  const { size, mtimeMs } = statSync(fileURLToPath(home.module));
  const what = JSON.stringify([home.digest, size, mtimeMs, type, key]);
  return createHash("sha256").update(`${what}\n`).update(bytes).digest("hex");
}
