import type { DebugProtocol } from "@vscode/debugprotocol";
import type { OpenedDebug } from "../../app/debug/index.ts";
import { artifactsByFile, RunbookLines, type TextRange } from "../../debug/index.ts";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import type { ClientFormat, RequestArguments } from "../protocol/index.ts";
import { RunbookSource } from "./runbook-source.ts";

/** A runbook of a session with the lines of its artifacts. */
export interface RunbookText {
  readonly source: RunbookSource;
  readonly lines: RunbookLines;
}

/** The runbook of a session and its child runbooks, as a client opens them. */
export class RunbookSources {
  /** The runbook itself is the first. */
  readonly all: readonly RunbookText[];
  readonly #of = new Map<ArtifactId, RunbookText>();
  /** An output of each child runbook, by the id of the including artifact. */
  readonly #outputs: ReadonlyMap<ArtifactId, PlannedArtifact>;

  constructor({ artifacts }: Pick<ExecutionPlan, "artifacts">, runbook: OpenedDebug["runbook"]) {
    const { children } = runbook;
    const byFile = artifactsByFile(
      artifacts,
      children.map(({ shown }) => shown),
    );
    this.all = [runbook, ...children].map((file, place) => {
      const planned = byFile[place] ?? [];
      const source = new RunbookSource(file, place + 1);
      const text = { source, lines: new RunbookLines(source.text, planned) };
      for (const { id } of planned) this.#of.set(id, text);
      return text;
    });
    this.#outputs = outputsOf(artifacts);
  }

  get main(): RunbookText {
    return this.all[0]!;
  }

  /** Returns the runbook that an artifact is written in. */
  of(artifact: ArtifactId): RunbookText {
    return this.#of.get(artifact) ?? this.main;
  }

  /** Returns where an artifact is written: a planned one, or one that includes a child runbook. */
  placeOf(artifact: ArtifactId): { readonly text: RunbookText; readonly at: TextRange | undefined } {
    const planned = this.of(artifact).lines.of(artifact);
    if (planned !== undefined) return { text: this.of(artifact), at: planned };
    // With an output mapping, only the outputs are planned: their keys are below that of the including artifact.
    const output = this.#outputs.get(artifact);
    const text = output === undefined ? this.main : this.of(output.id);
    return { text, at: output && text.lines.around(nameOf(artifact), output.id) };
  }

  /** Returns the runbook that a client names, or why breakpoints cannot be set in it. */
  named(source: RequestArguments, format: ClientFormat): RunbookText | { readonly refusal: string } {
    const matches = this.all.map((one) => one.source.match(source, format));
    const found = this.all[matches.indexOf("same")];
    if (found !== undefined) return found;
    const changed = this.all[matches.indexOf("changed")];
    if (changed === undefined) {
      const files = listNames(this.all.map((one) => one.source.file));
      return { refusal: `this session debugs ${files}; set the breakpoint there` };
    }
    return {
      refusal: `"${changed.source.file}" has changed since the run was recorded; set the breakpoint in the recorded text, which the call stack opens, or by the artifact's id`,
    };
  }

  /** Returns a recorded text. Throws WCT_DEBUG_COMMAND for another source. */
  recorded(args: RequestArguments): string {
    const source = args.object("source");
    const reference = source?.optionalNumber("sourceReference") || args.number("sourceReference");
    const found = Number.isInteger(reference) ? this.all[reference - 1] : undefined;
    if (found !== undefined) return found.source.text;
    const last = this.all.length;
    throw wctError("WCT_DEBUG_COMMAND", {
      message: `there is no source ${reference}`,
      hint: last === 1 ? "the recorded runbook is source 1" : `the recorded runbooks are the sources 1 to ${last}`,
    });
  }

  shown(format: ClientFormat | null): readonly DebugProtocol.Source[] {
    return this.all.map(({ source }) => source.shown(format));
  }
}

const nameOf = (artifact: ArtifactId): string => artifact.slice(artifact.lastIndexOf("/") + 1);

function outputsOf(artifacts: readonly PlannedArtifact[]): ReadonlyMap<ArtifactId, PlannedArtifact> {
  const groups = new Map(artifacts.map(({ id, group }) => [id, group]));
  return new Map(
    artifacts.flatMap((one) => {
      const [group = []] = one.method.kind === "pass-through" ? one.inputs.map((input) => groups.get(input)!) : [];
      return group.length > one.group.length ? [[group.join("/") as ArtifactId, one]] : [];
    }),
  );
}
