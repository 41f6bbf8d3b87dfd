import { readXml, type XmlHandlers, type XmlState } from "../parts/index.ts";

/** The most that the strings of a workbook may take, in UTF-16 code units; the rest reads as empty. */
const maxChars = 128 * 1024 * 1024;

/** Strings that cells refer to by number, and whether all of them were kept. */
export interface SharedStrings {
  readonly strings: readonly string[];
  readonly isComplete: boolean;
}

/** Reads the strings that the cells of a workbook share. */
export function sharedStrings(pieces: Iterable<Uint8Array>, state: XmlState): SharedStrings {
  const strings: string[] = [];
  let chars = 0;
  for (const text of readXml<string>(pieces, state, (emit) => richText("si", emit))) {
    chars += text.length + 16;
    if (chars > maxChars) return { strings, isComplete: false };
    strings.push(text);
  }
  return { strings, isComplete: true };
}

/** Gives the texts of elements that hold `t` elements, without those that tell the pronunciation. */
export function richText(element: string, emit: (text: string) => void): XmlHandlers {
  let text = "";
  let isText = false;
  let phonetic = 0;
  return {
    open: (name) => {
      if (name === element) text = "";
      if (name === "rPh") phonetic += 1;
      isText = name === "t" && phonetic === 0;
    },
    text: (part) => {
      if (isText) text += part;
    },
    close: (name) => {
      if (name === "rPh") phonetic -= 1;
      if (name === "t") isText = false;
      if (name === element) emit(text);
    },
  };
}
