import type { DetectionOptions } from "../options.ts";
import { type Half, halfOf } from "../random.ts";
import { share, type Table, weakRows } from "../table.ts";
import { findIn, isFound, isRight, type JudgedColumn, showColumns } from "./find.ts";
import { asIdentifiers, type HeaderLists, readHeaders } from "./headers.ts";

const halves: readonly Half[] = ["rules", "judge"];

/** Judges usual names of columns in many languages. */
export async function judgeHeaders(
  options: DetectionOptions,
  print: (line: string) => void,
): Promise<readonly Table[]> {
  const lists = readHeaders().filter(({ language }) => options.locale === undefined || language === options.locale);
  const rows: (readonly string[])[] = [];
  const all: HeaderName[] = [];
  for (const one of lists) {
    const names = await judgeNames(one);
    all.push(...names);
    rows.push([one.language, ...cellsOf(names)]);
    const shown = names.filter(({ half }) => half === "rules");
    if (options.show !== undefined)
      showColumns(
        one.language,
        shown.map(({ written }) => written),
        options.show,
        print,
      );
  }
  const weak = rows.filter((row) => Math.min(Number(row[2]), Number(row[6])) < 0.8).map(([language = ""]) => language);
  return [
    {
      id: "headers",
      title: "Names of columns by language",
      note: "Usual names in lists of customers, staff, patients and pupils. Of each half: names, share found with a right category, with any, and with a right one when the names are in small letters with underscores and without diacritics.",
      head: ["language", ...halves.flatMap((half) => [half, "right", "any", "plain"])],
      rows: [...rows, ["all", ...cellsOf(all)]],
      ...weakRows("80 % right in a half", weak),
    },
  ];
}

/** A name as people write it and as a database has it. */
interface HeaderName {
  readonly half: Half;
  readonly written: JudgedColumn;
  readonly plain: JudgedColumn;
}

async function judgeNames(lists: HeaderLists): Promise<readonly HeaderName[]> {
  const written = await findIn(`lists-${lists.language}`, lists.columns);
  const plain = await findIn(`lists-${lists.language}`, asIdentifiers(lists).columns);
  return written.flatMap((column, at) => {
    const other = plain[at];
    return other === undefined
      ? []
      : [{ half: halfOf(`${lists.language} ${column.name}`), written: column, plain: other }];
  });
}

const cellsOf = (names: readonly HeaderName[]): readonly string[] =>
  halves.flatMap((half) => {
    const own = names.filter((one) => one.half === half);
    const shareOf = (isSo: (name: HeaderName) => boolean): string => share(own.filter(isSo).length / own.length);
    const right = shareOf(({ written }) => isRight(written));
    const any = shareOf(({ written }) => isFound(written));
    return [String(own.length), right, any, shareOf(({ plain }) => isRight(plain))];
  });
