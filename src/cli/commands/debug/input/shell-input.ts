import type { SourceRange } from "../../../../diagnostics/index.ts";

/** One line of commands. */
export interface InputLine {
  readonly text: string;
  /** Where it stands in a script; null if a person typed it. */
  readonly location: SourceRange | null;
}

/** Where the commands of a session come from. */
export interface ShellInput {
  /** Resolves with the next line; null at the end. A line of a script is echoed on stderr. */
  readonly next: () => Promise<InputLine | null>;
  /** Asks a person a question; null if nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  /** Returns the text of a script, for code frames. */
  readonly sourceOf: (file: string) => string | undefined;
  /** Makes `next` resolve with null. */
  readonly close: () => void;
}

export const prompt = "> ";
