import type { Locator } from "../../plugin/index.ts";
import type { EvidencePlace } from "./candidate.ts";

interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Returns the place of a part of a text. Faster for parts in the order of the text. */
export type PlaceAt = (span: TextSpan) => EvidencePlace;

/** Computes places within a text from the place of the text itself. */
export function placesIn(content: string, locator: Locator): PlaceAt {
  if (locator.kind !== "file") return () => ({});
  const { kind: _, path: __, line, column = 1, offset, row, paragraph, ...rest } = locator;
  const isPlain = row === undefined && paragraph === undefined && Object.keys(rest).length === 0;
  let lines = 0;
  /** Start of the last line that was counted. */
  let lineStart = 0;
  return ({ start, end }) => {
    if (start < lineStart) [lines, lineStart] = [0, 0];
    for (
      let next = content.indexOf("\n", lineStart);
      next >= 0 && next < start;
      next = content.indexOf("\n", lineStart)
    ) {
      lines++;
      lineStart = next + 1;
    }
    const own = lines === 0 ? column + start : start - lineStart + 1;
    // Nearly all texts are these. An object that is put together takes several times as long to make.
    if (isPlain && line !== undefined && offset !== undefined)
      return { line: line + lines, column: own, offset: offset + start, length: end - start };
    return {
      ...(line === undefined ? {} : { line: line + lines, column: own }),
      ...(offset === undefined ? {} : { offset: offset + start, length: end - start }),
      // Each line of such a text is a row or a paragraph.
      ...(row === undefined ? {} : { row: row + lines }),
      ...(paragraph === undefined ? {} : { paragraph: paragraph + lines }),
      ...rest,
    };
  };
}
