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

  /** The runbook's path as users see it. */
  get file(): string {
    return this.#runbook.shown;
  }

  /** Whether a client means this runbook; `changed`: it names the file, which is no longer what was recorded. */
  match(source: RequestArguments, format: ClientFormat): "same" | "changed" | "other" {
    const reference = source.optionalNumber("sourceReference") ?? 0;
    if (reference === this.#reference) return "same";
    if (!this.#isNamed(source, format)) return "other";
    return this.#isFileShown ? "same" : "changed";
  }

  #isNamed(source: RequestArguments, format: ClientFormat): boolean {
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
