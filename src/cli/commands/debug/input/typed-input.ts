import type { LineEditor } from "../../../line-editor.ts";
import type { TypedHistory } from "./history.ts";
import { type InputLine, prompt, type ShellInput } from "./shell-input.ts";

/** Reads what a person types at a terminal. */
export class TypedInput implements ShellInput {
  readonly #editor: LineEditor;
  readonly #history: TypedHistory;

  constructor(editor: LineEditor, history: TypedHistory) {
    this.#editor = editor;
    this.#history = history;
  }

  next = async (): Promise<InputLine | null> => {
    const text = await this.#editor.ask(prompt);
    if (text === null) return null;
    this.#history.add(text);
    return { text, location: null };
  };

  ask = async (question: string): Promise<string | null> => await this.#editor.ask(question);

  sourceOf = (): undefined => undefined;

  close = (): void => this.#editor.close();
}
