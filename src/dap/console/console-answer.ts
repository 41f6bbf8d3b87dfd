import type { Answer } from "../session/index.ts";

/** The answer to a command of the console: a text, or a variable that can be expanded. */
export interface ConsoleAnswer extends Pick<Answer, "after"> {
  readonly text: string;
  readonly reference?: number;
  /** Whether the command changed what variables show. */
  readonly hasChanged?: boolean;
  /** Whether the session goes on. */
  readonly moves?: boolean;
}
