import { colorCodes as codes, colorSequence } from "../../diagnostics/index.ts";

export { safeText } from "../../diagnostics/index.ts";

export type Paint = (text: string) => string;

export interface Palette {
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly faint: Paint;
  readonly bold: Paint;
}

const code =
  ([open, close]: readonly [number, number]): Paint =>
  (text) =>
    `${colorSequence(open)}${text}${colorSequence(close)}`;

const colored: Palette = {
  red: code(codes.red),
  green: code(codes.green),
  yellow: code(codes.yellow),
  faint: code(codes.faint),
  bold: code(codes.bold),
};
const same: Paint = (text) => text;
const plain: Palette = { red: same, green: same, yellow: same, faint: same, bold: same };

/** Returns terminal colours, or none. */
export const paint = (enabled: boolean): Palette => (enabled ? colored : plain);
