import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabelledColumn } from "./schemas.ts";

/** Lists of persons with names of columns in one language. */
export interface HeaderLists {
  /** ISO 639 code. */
  readonly language: string;
  readonly columns: readonly LabelledColumn[];
}

export function readHeaders(): readonly HeaderLists[] {
  return headersIn(readFileSync(join(import.meta.dirname, "headers.txt"), "utf8"));
}

/** Parses the lists; see the comment in headers.txt. Throws an error for a language with names too few or too many. */
export function headersIn(content: string): readonly HeaderLists[] {
  const [first = "", ...lines] = content.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const labels = first.replace("@names ", "").split(", ");
  const lists = ["customers", "staff", "patients", "pupils"];
  return lines.map((line) => {
    const [, start = "", rest = ""] = /^([^:]*): (.*)$/.exec(line) ?? [];
    const [language = "", ...tables] = start.split(" ");
    const names = rest.split(", ");
    if (names.length !== labels.length || tables.length !== lists.length)
      throw new Error(`${language}: ${names.length} names for ${labels.length} labels, ${tables.length} lists`);
    const columns = names.map((name, at): LabelledColumn => {
      const [list = "", categories = ""] = (labels[at] ?? "").split(" ");
      const table = tables[lists.indexOf(list)] ?? list;
      return { table, name, type: "text", references: undefined, kind: "direct", categories: categories.split("/") };
    });
    return { language, columns };
  });
}

/** The names as a database has them: small letters, underscores and, without diacritics, the letters that stand for them. */
export function asIdentifiers({ language, columns }: HeaderLists): HeaderLists {
  const plain = (text: string): string =>
    withoutDiacritics(text.toLowerCase(), language)
      .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
      .replaceAll(/^_|_$/g, "");
  return { language, columns: columns.map((one) => ({ ...one, table: plain(one.table), name: plain(one.name) })) };
}

function withoutDiacritics(text: string, language: string): string {
  const umlauts = language === "de" ? { ä: "ae", ö: "oe", ü: "ue" } : {};
  const letters: Readonly<Record<string, string>> = {
    ...{ ß: "ss", ø: "o", æ: "ae", å: "a", đ: "d", ł: "l", ð: "d", þ: "th", ı: "i", ħ: "h", ...umlauts },
  };
  return [...text.normalize("NFC")]
    .map((letter) => letters[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "");
}
