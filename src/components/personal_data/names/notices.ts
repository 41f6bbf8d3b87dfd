import type { Sight } from "./features.ts";

const mark = /(?:copyright|©|\(c\))[^\n]{0,80}$/i;
const licence =
  /permission is hereby granted|redistribution and use in source|\b(?:MIT|BSD|ISC|Apache|GPL|MPL)\b[^\n]{0,20}\blicen[cs]e|\blicen[cs]e\b[^\n]{0,20}(?:\n\s*){0,2}\b(?:MIT|BSD|ISC|Apache|GPL|MPL)\b|released under the (?:MIT|BSD|ISC)/i;

let latest: { readonly text: string; readonly isLicensed: boolean } | undefined;

/** Returns whether a name stands in the copyright notice of a program, in a text that names the licence of one. */
export function isInNotice({ tokens: { text, starts } }: Sight, first: number): boolean {
  const start = starts[first] ?? 0;
  if (!mark.test(text.slice(Math.max(0, start - 100), start))) return false;
  if (latest?.text !== text) latest = { text, isLicensed: licence.test(text) };
  return latest.isLicensed;
}
