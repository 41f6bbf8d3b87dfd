export const shapes = ["wide", "chain", "layered", "process"] as const;
export type Shape = (typeof shapes)[number];

const layerWidth = 50;
const layerInputs = [0, 7, 20];

/**
 * Makes a runbook of `count` artifacts, named from `a0`. Its shape is one source with artifacts derived from it (joined
 * at the end), a chain, layers in which each artifact has three inputs from the previous layer, or sources with nine
 * processors each. It reads the folders `empty` and `small`.
 */
export function sizedRunbook(shape: Shape, count: number): string {
  const indices = [...Array(count).keys()];
  const entries = indices.map((index) => makers[shape](index, count));
  return `name: Sized\ndescription: For measuring\nartifacts:\n${entries.join("")}`;
}

const makers: { readonly [S in Shape]: (index: number, count: number) => string } = {
  wide: (index, count) => {
    if (index === 0) return source(index, "empty");
    return index < count - 1 ? join(index, [0]) : join(index, [...Array(count - 1).keys()].slice(1));
  },
  chain: (index) => (index === 0 ? source(index, "small") : join(index, [index - 1])),
  layered: (index) => {
    const above = (Math.floor(index / layerWidth) - 1) * layerWidth;
    if (above < 0) return source(index, "empty");
    return join(
      index,
      layerInputs.map((step) => above + ((index + step) % layerWidth)),
    );
  },
  process: (index) =>
    index % 10 === 0
      ? source(index, "small")
      : `  a${index}:\n    inputs: a${index - (index % 10)}\n    process: { type: personal_data }\n`,
};

const source = (index: number, path: string): string =>
  `  a${index}:\n    source:\n      type: filesystem\n      properties:\n        path: ${path}\n`;

const join = (index: number, inputs: readonly number[]): string =>
  `  a${index}:\n    inputs: [${inputs.map((input) => `a${input}`).join(", ")}]\n`;
