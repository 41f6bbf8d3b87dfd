import type { Interface } from "node:readline";
import { isSafeText } from "../diagnostics/index.ts";

export interface LineEditorOptions {
  /** Earlier lines, the newest first. */
  readonly history: readonly string[];
  /** Returns whole words that may replace the last word of a line. Never rejects. */
  readonly complete: (line: string) => Promise<readonly string[]>;
  /** Returns what is printed when Ctrl-C is pressed again at an empty prompt. */
  readonly whenInterrupted: () => string;
}

/** Asks a person for lines. */
export interface LineEditor {
  /** Resolves with the next line; null at the end of input, and once the editor is closed. */
  readonly ask: (prompt: string) => Promise<string | null>;
  readonly close: () => void;
}

/**
 * Edits lines on a terminal. Ctrl-C clears the line. While nothing is asked, the terminal is in its own mode, in which
 * Ctrl-C is a signal.
 */
export function createLineEditor(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  options: LineEditorOptions,
): { readonly editor: LineEditor; readonly typing: Interface } {
  // Loaded on use: few commands ask for lines.
  const typing = process.getBuiltinModule("node:readline").createInterface({
    ...{ input, output, terminal: true, removeHistoryDuplicates: true, historySize: 500 },
    history: [...options.history],
    completer: (line: string, done: (error: null, found: [string[], string]) => void) => void completed(line, done),
  });
  const completed = async (line: string, done: (error: null, found: [string[], string]) => void): Promise<void> => {
    const words = await options.complete(line);
    // Keys of content and names of files are printed by readline, which escapes nothing.
    done(null, [words.filter(isSafeText), lastWord(line)]);
  };
  return { editor: new TypedLines(typing, { input, output, options }), typing };
}

/** Returns the word that completion replaces: what follows the last space. */
export const lastWord = (line: string): string => line.slice(line.lastIndexOf(" ") + 1);

interface TypedParts {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly options: LineEditorOptions;
}

class TypedLines implements LineEditor {
  readonly #typing: Interface;
  readonly #parts: TypedParts;
  /** Lines that were typed or pasted ahead. */
  readonly #ahead: string[] = [];
  #waiting: ((line: string | null) => void) | null = null;
  #isClosed = false;
  #interrupts = 0;

  constructor(typing: Interface, parts: TypedParts) {
    this.#typing = typing;
    this.#parts = parts;
    typing.on("line", (line) => this.#typed(line));
    typing.on("close", () => this.#closed());
    typing.on("SIGINT", () => this.#interrupted());
    this.#rest();
  }

  ask = async (prompt: string): Promise<string | null> => {
    const ahead = this.#ahead.shift();
    if (ahead !== undefined) {
      this.#parts.output.write(`${prompt}${ahead}\n`);
      return ahead;
    }
    if (this.#isClosed) return null;
    this.#interrupts = 0;
    this.#parts.input.setRawMode(true);
    this.#typing.setPrompt(prompt);
    this.#typing.prompt();
    return await new Promise((resolve) => {
      this.#waiting = resolve;
    });
  };

  close = (): void => {
    if (!this.#isClosed) this.#typing.close();
  };

  #typed(line: string): void {
    if (this.#waiting === null) this.#ahead.push(line);
    else this.#answer(line);
  }

  #answer(line: string | null): void {
    const resolve = this.#waiting;
    this.#waiting = null;
    if (!this.#isClosed) this.#rest();
    resolve?.(line);
  }

  /** Gives the terminal back while nothing is asked. */
  #rest(): void {
    this.#parts.input.setRawMode(false);
    this.#typing.pause();
  }

  #closed(): void {
    this.#isClosed = true;
    // The end of input leaves the cursor behind the prompt.
    if (this.#waiting !== null) this.#parts.output.write("\n");
    this.#answer(null);
  }

  #interrupted(): void {
    if (this.#typing.line !== "") {
      this.#interrupts = 0;
      this.#typing.write(null, { ctrl: true, name: "e" });
      this.#typing.write(null, { ctrl: true, name: "u" });
      return;
    }
    this.#interrupts += 1;
    if (this.#interrupts < 2) return;
    this.#interrupts = 0;
    this.#parts.output.write(`\n${this.#parts.options.whenInterrupted()}\n`);
    this.#typing.prompt();
  }
}
