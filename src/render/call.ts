import { shellWord } from "./shell-word.ts";

/** How the user calls wct, for the commands that a text names. */
export interface Call {
  /** `wct`, or `npx wct` where it is installed in a project alone. */
  readonly program: string;
  /** As given with --store; null: not given. */
  readonly store: string | null;
}

export const plainCall: Call = { program: "wct", store: null };

/** A command of ours as the user has to type it: with the store that it needs. */
export function command(words: string, { program, store }: Call): string {
  return `${program} ${words}${store === null ? "" : ` --store ${shellWord(store)}`}`;
}

/** A text whose commands between backquotes are as the user has to type them. */
export const withProgram = (text: string, { program }: Call): string => text.replaceAll("`wct ", `\`${program} `);
