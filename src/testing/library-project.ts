import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isWctError } from "../diagnostics/index.ts";
import { openWct, type Wct } from "../library/index.ts";

export const runbook = `name: Letters
description: What people write
artifacts:
  letters: { source: { type: filesystem, properties: { path: ./texts } } }
  personal_data: { inputs: letters, process: { type: personal_data }, output: true }
`;

export interface LibraryProject {
  readonly dir: string;
  readonly wct: Wct;
  /** Waits for runs in progress and removes the folder. */
  readonly close: () => Promise<void>;
}

/** Creates a folder with a runbook and two texts, and opens wct there. */
export async function openLibraryProject(): Promise<LibraryProject> {
  const dir = mkdtempSync(join(tmpdir(), "wct-library-"));
  writeFileSync(join(dir, "runbook.yaml"), runbook);
  mkdirSync(join(dir, "texts"));
  writeFileSync(join(dir, "texts/letters.txt"), "Ada writes to ada@example.org\n");
  writeFileSync(join(dir, "texts/notes.txt"), "Call Bob, bob@example.org\n");
  const wct = await openWct({ cwd: dir, env: {} });
  const close = async (): Promise<void> => {
    await wct[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  };
  return { dir, wct, close };
}

/** Returns the code of the error that `work` throws. */
export async function errorCode(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "nothing was thrown";
  } catch (error) {
    return isWctError(error) ? error.code : String(error);
  }
}
