import type { ArtifactId, PlannedArtifact } from "../../domain/index.ts";
import type { StopSide } from "../stop.ts";

/** The lines of one artifact in its runbook, from its key to its last line that is not empty or a comment. */
export interface ArtifactLines {
  /** Several where the runbook is included as a child several times. */
  readonly artifacts: readonly ArtifactId[];
  /** Lines and columns start at 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Lines on which a breakpoint stops after the artifact. */
  readonly after: ReadonlySet<number>;
}

/** Where something is written. Lines and columns start at 1. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
}

/** What a line of a runbook means to a breakpoint. */
export interface LineTarget {
  readonly artifacts: readonly ArtifactId[];
  readonly side: StopSide;
  /** The line at which the breakpoint is shown. */
  readonly line: number;
  readonly isMoved: boolean;
}

/** Keys of an artifact that describe what it makes: a breakpoint on their lines stops after it. */
const outputKeys: ReadonlySet<string> = new Set(["output", "output_schema"]);

const keyOf = (text: string): string | undefined => /^\s*["']?([\w-]+)["']?\s*:/.exec(text)?.[1];

/** The lines of a runbook's text, by artifact. */
export class RunbookLines {
  readonly artifacts: readonly ArtifactLines[];
  readonly #lines: readonly string[];

  constructor(text: string, planned: readonly PlannedArtifact[]) {
    this.#lines = text.split(/\r\n|\n|\r/);
    const sorted = planned.toSorted(({ location: a }, { location: b }) => a.line - b.line || a.column - b.column);
    const written = [...Map.groupBy(sorted, ({ location: { line, column } }) => `${line} ${column}`).values()];
    this.artifacts = written.map((same, at) => this.#linesOf(same, written[at + 1]?.[0]));
  }

  /** Returns the artifact at a line; else the next one in the file; null behind the last. */
  at(line: number, column?: number): LineTarget | null {
    const on = this.artifacts.filter((one) => one.line <= line && line <= one.endLine);
    // Several artifacts can stand on one line: the last that begins before the column is meant.
    const isBefore = (one: ArtifactLines): boolean => column !== undefined && (one.line < line || one.column <= column);
    const found = on.findLast(isBefore) ?? on[0];
    if (found !== undefined) {
      const side = found.after.has(line) ? "after" : "before";
      return { artifacts: found.artifacts, side, line, isMoved: false };
    }
    const next = this.artifacts.find((one) => one.line > line);
    return next === undefined ? null : { artifacts: next.artifacts, side: "before", line: next.line, isMoved: true };
  }

  of(artifact: ArtifactId): ArtifactLines | undefined {
    return this.artifacts.find(({ artifacts }) => artifacts.includes(artifact));
  }

  /** Returns where the key is that an artifact is written below; the artifact's own place if there is no such line. */
  around(key: string, artifact: ArtifactId): TextRange | undefined {
    const own = this.of(artifact);
    for (let line = own?.line ?? 0; line > 0; line -= 1) {
      if (keyOf(this.#text(line)) === key) return { line, column: this.#indent(line) + 1 };
    }
    return own;
  }

  /** `same`: the artifacts that are written at one place. */
  #linesOf(same: readonly PlannedArtifact[], next: PlannedArtifact | undefined): ArtifactLines {
    const { location } = same[0]!;
    const { line, column } = location;
    const endLine = this.#trimmed(line, this.#endOf(location, next?.location.line));
    return { artifacts: same.map(({ id }) => id), line, column, endLine, after: this.#after(line, endLine) };
  }

  /** Returns the last line that can belong to an artifact. */
  #endOf({ line, column }: PlannedArtifact["location"], next: number | undefined): number {
    const last = next === undefined ? this.#lines.length : Math.max(line, next - 1);
    // In flow style, indentation means nothing.
    if (this.#indent(line) !== column - 1) return last;
    for (let at = line + 1; at <= last; at += 1) {
      if (this.#hasContent(at) && this.#indent(at) < column) return at - 1;
    }
    return last;
  }

  #trimmed(line: number, end: number): number {
    let last = end;
    while (last > line && !this.#hasContent(last)) last -= 1;
    return last;
  }

  #after(line: number, endLine: number): ReadonlySet<number> {
    const found = new Set<number>();
    let depth = -1;
    let isOutput = false;
    for (let at = line + 1; at <= endLine; at += 1) {
      if (!this.#hasContent(at)) continue;
      const indent = this.#indent(at);
      if (depth === -1) depth = indent;
      if (indent <= depth) isOutput = outputKeys.has(keyOf(this.#text(at)) ?? "");
      if (isOutput) found.add(at);
    }
    return found;
  }

  #text(line: number): string {
    return this.#lines[line - 1] ?? "";
  }

  #indent(line: number): number {
    return /^\s*/.exec(this.#text(line))?.[0].length ?? 0;
  }

  /** Whether a line is neither empty nor a comment. */
  #hasContent(line: number): boolean {
    return /^\s*[^\s#]/.test(this.#text(line));
  }
}

/**
 * Returns the artifacts that are written in each file of a runbook: first those in its own file, then those of each
 * child. `children`: the files of the children, as locations name them.
 */
export function artifactsByFile(
  artifacts: readonly PlannedArtifact[],
  children: readonly string[],
): readonly (readonly PlannedArtifact[])[] {
  const isIn = (child: string, { group, location }: PlannedArtifact): boolean =>
    group.length > 0 && location.file === child;
  const own = artifacts.filter((one) => !children.some((child) => isIn(child, one)));
  return [own, ...children.map((child) => artifacts.filter((one) => isIn(child, one)))];
}
