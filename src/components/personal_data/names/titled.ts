import { hasTitleBefore, type ScoredName, titleCue } from "./cues.ts";
import type { Sight } from "./features.ts";
import { wordFlag } from "./lexicon.ts";
import { isCapital, type Run } from "./runs.ts";
import { tokenKind } from "./tokens.ts";

const { first, last, ordinary, time, title, role, kin, nation, label, organisation, particle, place } = wordFlag;
const never = time | title | role | kin | nation | label;
/** Titles that stand before surnames only, so that even an ordinary word behind them is one: `Mrs Sand`. */
const certainTitle = /^(?:mrs|mr|herrn?|frau|mme|madame|monsieur|mevrouw|mevr|dhr|sra|señora?|signora?|sig)$/i;
const mostWords = 4;
/** With the full stop and the space behind it. */
const longestTitle = 14;

/**
 * Returns the name behind a title in a run that the model took for something else. A title is enough for a word that no
 * list knows, and some titles even for an ordinary word.
 */
export function nameBehindTitle(sight: Sight, run: Run, found: readonly ScoredName[]): ScoredName | undefined {
  for (let at = run.first; at <= run.last; at++) {
    if (!isCapital(sight.tokens.kinds[at]) || !hasTitleBefore(sight, at)) continue;
    if (found.some((name) => name.first <= at && at <= name.last) || !isSurname(sight, at)) return undefined;
    return { first: at, last: endOf(sight, at, run), ...titleCue, score: titleCue.least };
  }
  return undefined;
}

function isSurname(sight: Sight, at: number): boolean {
  const flags = sight.flags(at);
  if ((flags & organisation) !== 0) return false;
  if ((flags & (first | last)) !== 0) return true;
  if ((flags & never) !== 0 || sight.tokens.kinds[at] === tokenKind.initial) return false;
  const { text, starts, ends } = sight.tokens;
  const start = starts[at] ?? 0;
  const before = text
    .slice(Math.max(0, start - longestTitle), start)
    .trimEnd()
    .replace(/\.$/, "");
  const word = /\p{L}+$/u.exec(before)?.[0] ?? "";
  const isLower = sight.isAlsoLower(sight.tokens.hashes[at] ?? 0);
  return (
    (ends[at] ?? 0) - (starts[at] ?? 0) > 2 &&
    (((flags & (ordinary | place)) === 0 && !isLower) || certainTitle.test(word))
  );
}

/** Takes further words only if the lists know them as names: `Mrs Sand Monday`. */
function endOf(sight: Sight, from: number, run: Run): number {
  let end = from;
  for (let at = from + 1; at <= Math.min(run.last, from + mostWords); at++) {
    const flags = sight.flags(at);
    // `Herr Richter und Frau Kaiser` are two.
    if ((flags & title) !== 0 && isCapital(sight.tokens.kinds[at]) && hasTitleBefore(sight, at + 1)) return end;
    if (isCapital(sight.tokens.kinds[at]) && ((flags & (first | last)) !== 0 || flags === 0)) end = at;
    else if ((flags & particle) === 0 && sight.tokens.kinds[at] !== tokenKind.mark) return end;
  }
  return end;
}
