import { matchesOf } from "../recogniser.ts";

interface Box {
  readonly start: number;
  readonly end: number;
}

const names =
  "P\\.? ?O\\.? ?Box|PO ?Box|Post Office Box|Postbox|Postfach|Bo[iî]te [Pp]ostale|B\\.? ?P\\.?|Apartado(?: de [Cc]orreos)?|Apdo\\.?|Casella [Pp]ostale|Caixa Postal|C\\.P\\.|Postbus|Postboks|Postilokero|PL|Box|Skr(?:ytka|\\.) [Pp]oczt(?:owa|\\.)|P\\.O\\.B\\.|Pf\\.|Poštanski pretinac|Poštni predal|Căsuța poștală|Postkast|PSC \\d{1,5}, Box|CMR \\d{1,5}, Box|Unit \\d{1,5} Box";
/** A ship of the United States with the code of its military post office. */
const ship = "US(?:S|NS|NV|CGC|NV) \\p{Lu}\\p{L}+(?=,?\\s{1,3}[AFD]PO A[AEP])";
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ship}|(?:${names})(?: ?[:#]| [Nn]o\\.| Nr\\.)? ?\\d{1,3}(?:[ ]?\\d{1,3}){0,2}(?:(?<=Postboks.{1,9}) \\p{Lu}\\p{Ll}+(?=, \\d{4}))?)(?![\\p{L}\\p{N}])`,
  "gu",
);

/** Returns the post office boxes of a text, in its order. */
export function* boxesIn(text: string): Generator<Box, void, void> {
  if (!/[Bb]ox|[Pp]ost|B\.? ?P|Ap|C\.P|PL |P\.|Pf|PO A/.test(text)) return;
  for (const match of matchesOf(pattern, text)) yield { start: match.index, end: match.index + match[0].length };
}
