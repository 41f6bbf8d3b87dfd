import { isAbsolute, join } from "node:path";
import type { Diagnostic, SourceRange } from "../../diagnostics/index.ts";
import type { FileAccess } from "../../domain/index.ts";
import { type ChildInclude, maxDocumentBytes, parseRunbook, type Runbook } from "../../runbook/index.ts";
import { type FoundChild, findChild, nearestFile, type SearchedFolder } from "./find-child.ts";
import { binaryChild, includesItself, notFound, tooDeep, unreadableChild } from "./path-problems.ts";

/** A runbook with what its own child runbooks need to be found. */
export interface LoadedRunbook {
  readonly runbook: Runbook;
  /** Folders of the `template_paths` of the runbook and of those that include it. */
  readonly templates: readonly SearchedFolder[];
  /** The files from the outermost runbook to this one. */
  readonly chain: readonly { readonly real: string; readonly shown: string }[];
}

export interface LoadContext {
  readonly files: FileAccess;
  readonly env: ReadonlyMap<string, string>;
  readonly noEnv: boolean;
  readonly report: (problem: Diagnostic) => void;
}

/** More levels than anyone can follow, and few enough for every recursive function. */
const levelsAtMost = 16;

/** Loads child runbooks. Each file is read, and its mistakes are reported, once. */
export class ChildLoader {
  readonly #context: LoadContext;
  readonly #parsed = new Map<string, Runbook | null>();
  /** True if a child runbook could only be read in part. */
  hasErrors = false;

  constructor(context: LoadContext) {
    this.#context = context;
  }

  root(runbook: Runbook): LoadedRunbook {
    const { files } = this.#context;
    const real = files.real(files.resolve("", runbook.file));
    return { runbook, templates: this.#templates(runbook), chain: [{ real, shown: runbook.file }] };
  }

  /** Returns null for a file that cannot be included, which was reported. */
  load(artifact: string, { path: written }: ChildInclude, by: LoadedRunbook): LoadedRunbook | null {
    const { files, report } = this.#context;
    const { file } = by.runbook;
    const folder = files.dirname(file);
    const folders = [{ path: files.resolve("", folder), shown: folder }, ...by.templates];
    const found = findChild(written.value, folders, files);
    if (found.kind !== "found") {
      if (found.kind === "absent" && this.#isFolderUnset(by)) return null;
      const meant = found.kind === "absent" ? nearestFile(written.value, folders, files) : undefined;
      report(notFound({ artifact, written, folders: folders.map(({ shown }) => shown), meant }, found));
    } else if (by.chain.some(({ real }) => real === found.real)) report(includesItself(written, [...by.chain, found]));
    else if (by.chain.length > levelsAtMost) report(tooDeep(written.location, levelsAtMost));
    else return this.#loaded(found, by, written.location);
    return null;
  }

  /** Returns whether a folder is unknown because its variable is not set, which was reported as an error. */
  #isFolderUnset({ runbook: { config } }: LoadedRunbook): boolean {
    const { env, noEnv } = this.#context;
    return !noEnv && config.templatePaths.length === 0 && config.pathVariables.some((name) => !env.has(name));
  }

  #loaded(found: Extract<FoundChild, { kind: "found" }>, by: LoadedRunbook, location: SourceRange) {
    const known = this.#parsed.get(found.shown);
    const runbook = known === undefined ? this.#parse(found, location) : known;
    this.#parsed.set(found.shown, runbook);
    if (runbook === null) return null;
    return {
      runbook,
      templates: [...this.#templates(runbook), ...by.templates],
      chain: [...by.chain, { real: found.real, shown: found.shown }],
    };
  }

  #parse({ path, shown }: Extract<FoundChild, { kind: "found" }>, location: SourceRange): Runbook | null {
    const { files, env, noEnv, report } = this.#context;
    const bytes = bytesOrNull(files, path);
    if (bytes === null || bytes.subarray(0, 8000).includes(0)) {
      report(bytes === null ? unreadableChild(shown, location) : binaryChild(shown, location));
      return null;
    }
    const parsed = parseRunbook({ file: shown, bytes, env, noEnv });
    for (const problem of parsed.ok ? parsed.warnings : parsed.diagnostics) report(problem);
    if (parsed.ok) return parsed.runbook;
    this.hasErrors = true;
    return parsed.partial ?? null;
  }

  #templates({ file, config }: Runbook): readonly SearchedFolder[] {
    const { files } = this.#context;
    const folder = files.dirname(file);
    return config.templatePaths.map((written) => {
      const path = files.resolve(folder, written);
      return { path, shown: shownFolder(folder, written) };
    });
  }
}

const shownFolder = (folder: string, written: string): string =>
  isAbsolute(written) ? written : join(folder, written);

function bytesOrNull(files: FileAccess, path: string): Uint8Array | null {
  try {
    return files.read(path, maxDocumentBytes + 1);
  } catch {
    // The reason (permissions, a device) does not matter to who includes it.
    return null;
  }
}
