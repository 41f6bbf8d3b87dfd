import type { Sight } from "./features.ts";

/*
 * Programs hold thousands of capital words, and few names of persons: those of their authors.
 */

const leastLines = 5;
const mostShare = 0.25;
/** With so many declarations a text is a program, however few marks it has. Lines of JSON are none. */
const clearShare = 0.5;
/** Rows of a table that are written as SQL. */
const rowOfTable = /^\s*(?:INSERT (?:IGNORE )?INTO\s|\((?:\d+|NULL|'[^']*'),.*\)[,;]\s*$)/i;
const declaration = /^\s*(?:import [\w{*"']|export [\w{*]|const \w|let \w|var \w|function \w|class \w|#include|\/\/\/)/;
const statement = /(?:^|[\s;}])(?:import ?[{*"']|export ?[{*]|(?:const|let|var) \w+ ?=|function ?\w*\()/;

let latest: { readonly text: string; readonly isProgram: boolean } | undefined;

/**
 * Returns whether a part of a text is a program or data of one: many of its lines end or begin as those of programs do.
 * The result for the latest text is kept.
 */
export function isProgram(text: string): boolean {
  if (latest?.text !== text) latest = { text, isProgram: looksLikeProgram(text) };
  return latest.isProgram;
}

function looksLikeProgram(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const lines = sample.split("\n").filter((line) => line.trim() !== "");
  if (lines.filter((line) => rowOfTable.test(line)).length > lines.length * clearShare) return false;
  const marks = countMarks(sample);
  if (lines.length < leastLines)
    return marks > 20 && (marks * 12 > sample.length || (marks * 60 > sample.length && statement.test(sample)));
  const like = lines.filter((line) =>
    /[{};]\s*$|^\s*(?:\/\/|\/?\*|[})\]]|import |export |const |let |var |function |return |class |def |#include)|=>|^\s*<\/?[a-z]|^\s*(?:await )?[\w$]+(?:\.[\w$]+)+\(.*\)$/.test(
      line,
    ),
  );
  // Declarations with long comments have few marks.
  const isCommented = like.length * 2 > lines.length && /^\s*\/\*\*/m.test(sample);
  if (lines.filter((line) => declaration.test(line)).length > lines.length * clearShare) return true;
  return like.length > lines.length * mostShare && (marks * 60 > sample.length || isCommented);
}

const marksOfCode: ReadonlySet<number> = new Set([..."{}()[];=<>|&$"].map((mark) => mark.charCodeAt(0)));

function countMarks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Most characters are letters and spaces, which need no look into the set.
    if (unit > 0x23 && unit < 0x7e && (unit < 0x61 || unit > 0x7a) && marksOfCode.has(unit)) count++;
  }
  return count;
}

const copyright = /(?:copyright|©|\(c\))[^\n]{0,80}$/i;
const licence =
  /permission is hereby granted|redistribution and use in source|\b(?:MIT|BSD|ISC|Apache|GPL|MPL)\b[^\n]{0,20}\blicen[cs]e|\blicen[cs]e\b[^\n]{0,20}(?:\n\s*){0,2}\b(?:MIT|BSD|ISC|Apache|GPL|MPL)\b|released under the (?:MIT|BSD|ISC)/i;

let latestNotice: { readonly text: string; readonly isLicensed: boolean } | undefined;

/** Returns whether a name stands in the copyright notice of a program, in a text that names the licence of one. */
export function isInNotice({ tokens: { text, starts } }: Sight, first: number): boolean {
  const start = starts[first] ?? 0;
  if (!copyright.test(text.slice(Math.max(0, start - 100), start))) return false;
  if (latestNotice?.text !== text) latestNotice = { text, isLicensed: licence.test(text) };
  return latestNotice.isLicensed;
}
