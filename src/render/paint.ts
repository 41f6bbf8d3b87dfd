export type Paint = (text: string) => string;

export interface Palette {
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly faint: Paint;
  readonly bold: Paint;
}

const code =
  (open: number, close: number): Paint =>
  (text) =>
    `\u001b[${open}m${text}\u001b[${close}m`;

const colored: Palette = {
  red: code(31, 39),
  green: code(32, 39),
  yellow: code(33, 39),
  faint: code(2, 22),
  bold: code(1, 22),
};
const same: Paint = (text) => text;
const plain: Palette = { red: same, green: same, yellow: same, faint: same, bold: same };

/** Terminal colours, or none. */
export const paint = (enabled: boolean): Palette => (enabled ? colored : plain);

/** Text from outside made safe for a terminal: control characters (escape sequences among them) are shown, not sent. */
export function safeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (c) => {
    return c === "\n" ? "\\n" : c === "\t" ? " " : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
