import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebuggedFile } from "../../app/debug/index.ts";
import type { ClientFormat, RequestArguments } from "../protocol/index.ts";

/** A runbook as a client opens it: the file if it is what the run was planned from, else the recorded text. */
export class RunbookSource {
  readonly #runbook: DebuggedFile;
  readonly #reference: number;

  /** `reference`: the number of the recorded text. */
  constructor(runbook: DebuggedFile, reference: number) {
    this.#runbook = runbook;
    this.#reference = reference;
  }

  get text(): string {
    return this.#runbook.text ?? "";
  }

  shown(format: ClientFormat | null): DebugProtocol.Source {
    const { shown, path } = this.#runbook;
    const name = basename(shown);
    if (path !== null && this.#isFileShown) return { name, path: format?.path.write(path) ?? path };
    return { name, sourceReference: this.#reference, origin: "as recorded" };
  }

  /** Returns why breakpoints cannot be set in a source; null if they can. */
  refusal(source: RequestArguments, format: ClientFormat): string | null {
    const reference = source.optionalNumber("sourceReference") ?? 0;
    if (reference === this.#reference) return null;
    const { shown } = this.#runbook;
    if (this.isNamed(source, format)) {
      if (this.#isFileShown) return null;
      return `"${shown}" has changed since the run was recorded; set the breakpoint in the recorded text, which the call stack opens, or by the artifact's id`;
    }
    return `this session debugs "${shown}"; set the breakpoint there`;
  }

  /** Whether a client names the file. */
  isNamed(source: RequestArguments, format: ClientFormat): boolean {
    const { path } = this.#runbook;
    const given = source.optionalText("path");
    return given !== undefined && path !== null && realPath(format.path.read(given)) === realPath(path);
  }

  get #isFileShown(): boolean {
    const { path, text, isChanged } = this.#runbook;
    return path !== null && (!isChanged || text === null);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
