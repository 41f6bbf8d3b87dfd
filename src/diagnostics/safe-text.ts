/**
 * Characters that a terminal interprets or a reader cannot see: control characters (escape sequences start with one),
 * line and paragraph separators, bidirectional controls, everything that Unicode renders as nothing, and unpaired
 * surrogates.
 */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const plain = /^[\x20-\x7e]*$/;

/** The codes that start and end a colour. The program writes no other escape sequences. */
export const colorCodes = { red: [31, 39], green: [32, 39], yellow: [33, 39], faint: [2, 22], bold: [1, 22] } as const;

export const colorSequence = (code: number): string => `\u001b[${code}m`;

// The capturing group makes `split` keep the sequences.
const colors = new RegExp(`(\\u001b\\[(?:${[...new Set(Object.values(colorCodes).flat())].join("|")})m)`, "g");

/** Removes the program's colours from a text. */
export const withoutColors = (text: string): string => (text.includes("\u001b") ? text.replace(colors, "") : text);

/**
 * Escapes external text as one line in which every character is visible: `
 * ` for a line end, a space for a tab, `\u001b` for an escape character, `\udb40\udc41` beyond 16 bits.
 */
export function safeText(text: string): string {
  return plain.test(text) ? text : text.replace(unsafe, shown);
}

/**
 * Escapes like `safeText`, for JSON and text of several lines: keeps line ends, and escapes tabs because JSON requires
 * it.
 */
export function safeLines(text: string): string {
  return text.replace(unsafe, (character) => (character === "\n" ? character : escaped(character)));
}

/** Escapes like `safeLines`, but keeps the program's own colours. */
export const safeColoredLines = (text: string): string =>
  text
    .split(colors)
    .map((part, i) => (i % 2 === 0 ? safeLines(part) : part))
    .join("");

/** Escapes like `safeText`, but replaces each invisible character by one of the same number of columns. */
export const safeColumns = (text: string): string =>
  text.replace(unsafe, (character) => (character < " " ? " " : "\ufffd".repeat(character.length)));

/** Returns whether a text is one line in which every character is visible. */
export const isSafeText = (text: string): boolean => text.search(unsafe) === -1;

function shown(character: string): string {
  if (character === "\n") return "\\n";
  return character === "\t" ? " " : escaped(character);
}

/** Uses JSON's notation, so that parsing escaped JSON restores the original text. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
