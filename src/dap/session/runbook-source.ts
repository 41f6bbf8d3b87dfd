import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { OpenedDebug } from "../../app/debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ClientFormat, RequestArguments } from "../protocol/index.ts";

/** The number of the recorded text. */
const recordedReference = 1;

/**
 * The runbook as a client opens it: the file if it is what the run was planned from, else the recorded text.
 */
export class RunbookSource {
  readonly #runbook: OpenedDebug["runbook"];

  constructor(runbook: OpenedDebug["runbook"]) {
    this.#runbook = runbook;
  }

  get text(): string {
    return this.#runbook.text ?? "";
  }

  shown(format: ClientFormat | null): DebugProtocol.Source {
    const { shown, path } = this.#runbook;
    const name = basename(shown);
    if (path !== null && this.#isFileShown) return { name, path: format?.path.write(path) ?? path };
    return { name, sourceReference: recordedReference, origin: "as recorded" };
  }

  /** Returns the recorded text. Throws WCT_DEBUG_COMMAND for another source. */
  recorded(args: RequestArguments): string {
    const source = args.object("source");
    const reference = source?.optionalNumber("sourceReference") || args.number("sourceReference");
    if (reference === recordedReference) return this.text;
    throw wctError("WCT_DEBUG_COMMAND", {
      message: `there is no source ${reference}`,
      hint: `the recorded runbook is source ${recordedReference}`,
    });
  }

  /** Returns why breakpoints cannot be set in a source; null if they can. */
  refusal(source: RequestArguments, format: ClientFormat): string | null {
    const reference = source.optionalNumber("sourceReference") ?? 0;
    if (reference === recordedReference) return null;
    const { shown, path } = this.#runbook;
    const given = source.optionalText("path");
    if (given !== undefined && path !== null && realPath(format.path.read(given)) === realPath(path)) {
      if (this.#isFileShown) return null;
      return `"${shown}" has changed since the run was recorded; set the breakpoint in the recorded text, which the call stack opens, or by the artifact's id`;
    }
    return `this session debugs "${shown}"; set the breakpoint there`;
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
