import { shellWord } from "./shell-word.ts";

/** How the user calls wct, for the commands that a text contains. */
export interface Invocation {
  /** `wct`, or `npx wct` if it is installed only in a project. */
  readonly program: string;
  /** The value of --store; null if it was not given. */
  readonly store: string | null;
}

export const plainInvocation: Invocation = { program: "wct", store: null };

/** Returns a command of wct as the user has to type it, including the store. */
export function command(words: string, { program, store }: Invocation): string {
  return `${program} ${words}${store === null ? "" : ` --store ${shellWord(store)}`}`;
}

/** Replaces the commands between backquotes in a text by those that the user has to type. */
export const withProgram = (text: string, { program }: Invocation): string => text.replaceAll("`wct ", `\`${program} `);
