/** Weights of the four arms of a line character, north, east, south, west: 0 none, 1 light, 2 heavy. */
export type Arms = readonly [number, number, number, number];

// The order of Unicode's box drawing block; the dashed characters in between are not used.
const order =
  "0101 0202 1010 2020 - - - - - - - - 0110 0210 0120 0220 0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 " +
  "1110 1210 2110 1120 2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 0111 0112 0211 0212 0121 0122 0221 " +
  "0222 1101 1102 1201 1202 2101 2102 2201 2202 1111 1112 1211 1212 2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 " +
  "2221 2222";

const signs = new Map(order.split(" ").map((arms, place) => [arms, String.fromCodePoint(0x2500 + place)]));
for (const [arms, sign] of [
  ["0110", "╭"],
  ["0011", "╮"],
  ["1100", "╰"],
  ["1001", "╯"],
] as const) {
  signs.set(arms, sign);
}
// A single arm is extended, so that no line ends in the middle of a cell.
const whole = ([n, e, s, w]: Arms): Arms => {
  const [vertical, horizontal] = [Math.max(n, s), Math.max(e, w)];
  const isAlone = [n, e, s, w].filter((weight) => weight > 0).length === 1;
  return isAlone ? [vertical, horizontal, vertical, horizontal] : [n, e, s, w];
};

/** Returns the character for a cell of lines. */
export function lineSign(arms: Arms, ascii: boolean): string {
  const [n, e, s, w] = whole(arms);
  if (!ascii) return signs.get(`${n}${e}${s}${w}`) ?? " ";
  const isHeavy = Math.max(n, e, s, w) > 1;
  if (n + s === 0) return isHeavy ? "=" : "-";
  if (e + w === 0) return isHeavy ? "H" : "|";
  return isHeavy ? "#" : "+";
}
