import type { Sink } from "../../../io.ts";
import { type InputLine, prompt, type ShellInput } from "./shell-input.ts";

/** Reads commands from a script, and echoes them, so that what is printed reads as one transcript. */
export class ScriptInput implements ShellInput {
  readonly ask = null;
  readonly #name: string;
  readonly #lines: AsyncIterator<string>;
  readonly #stderr: Pick<Sink, "write">;
  readonly #closed = Promise.withResolvers<null>();
  /** All lines so far. */
  readonly #read: string[] = [];
  #first: Promise<IteratorResult<string>> | null = null;

  /** `name`: of the script, as diagnostics show it. */
  constructor(name: string, lines: AsyncIterable<string>, stderr: Pick<Sink, "write">) {
    this.#name = name;
    this.#lines = lines[Symbol.asyncIterator]();
    this.#stderr = stderr;
  }

  /** Resolves with whether the script ends without any line. */
  async isEmpty(): Promise<boolean> {
    this.#first ??= this.#lines.next();
    return (await this.#first).done === true;
  }

  next = async (): Promise<InputLine | null> => {
    for (;;) {
      const text = await Promise.race([this.#line(), this.#closed.promise]);
      if (text === null) return null;
      this.#read.push(text);
      await this.#stderr.write(`${`${prompt}${text}`.trimEnd()}\n`);
      if (text.trimStart().startsWith("#")) continue;
      return { text, location: this.#locationOf(text) };
    }
  };

  sourceOf = (file: string): string | undefined => (file === this.#name ? this.#read.join("\n") : undefined);

  close = (): void => this.#closed.resolve(null);

  async #line(): Promise<string | null> {
    const first = this.#first;
    this.#first = null;
    const found = await (first ?? this.#lines.next());
    return found.done === true ? null : found.value;
  }

  #locationOf(text: string): InputLine["location"] {
    const line = this.#read.length;
    const column = text.length - text.trimStart().length + 1;
    const endColumn = Math.max(column + 1, text.trimEnd().length + 1);
    return { file: this.#name, line, column, endLine: line, endColumn };
  }
}
