import { decodeText } from "../../sources/index.ts";
import type { Paragraph } from "../parts/index.ts";

/** Groups that hold no text of the document. */
const skipped = new Set(
  (
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata colorschememapping datastore " +
    "latentstyles pict object objdata blipuid sp nonshppict fldinst xmlnstbl mmathPr revtbl filetbl pgptbl datafield " +
    "bkmkstart bkmkend wgrffmtfilter passwordhash panose falt fontemb fontfile listname listtext"
  ).split(" "),
);

/** Groups that `\*` marks as unknown to old programs, and that hold text of people all the same. */
const kept = new Set("annotation atnauthor atnid shptxt shpinst txe footnote userprops".split(" "));

const characters: Readonly<Record<string, string>> = {
  ...{ tab: "\t", line: "\n", cell: "\t", nestcell: "\t", emdash: "—", endash: "–", bullet: "•" },
  ...{ lquote: "‘", rquote: "’", ldblquote: "“", rdblquote: "”", emspace: " ", enspace: " ", qmspace: " " },
};

const ends = new Set(["par", "sect", "page", "row", "nestrow", "column"]);

/** Code pages by the number of a character set of a font. */
const charsets: Readonly<Record<string, string>> = {
  ...{ 77: "macintosh", 128: "shift_jis", 129: "euc-kr", 134: "gbk", 136: "big5", 161: "windows-1253" },
  ...{ 162: "windows-1254", 163: "windows-1258", 177: "windows-1255", 178: "windows-1256", 186: "windows-1257" },
  ...{ 204: "windows-1251", 222: "windows-874", 238: "windows-1250" },
};

/** What holds in a group, and again after the groups inside it. */
interface Group {
  readonly isSkipped: boolean;
  /** Number of characters after `\u` that stand for programs that do not know it. */
  readonly fallback: number;
  readonly charset: string;
}

/** Gives the paragraphs of an RTF document; a row of a table is one, with tabs between cells. */
export function* rtfParagraphs(
  pieces: Iterable<Uint8Array>,
  state: { isComplete: boolean },
): Generator<Paragraph, void, void> {
  const reader = new RtfReader();
  let held = "";
  for (const piece of pieces) {
    held += Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString("latin1");
    held = held.slice(reader.read(held, false));
    yield* reader.take();
  }
  reader.read(held, true);
  yield* reader.take();
  yield* reader.finish();
  state.isComplete = reader.isClosed;
}

/** A control word with its number, a control symbol, a group's border, or plain text. */
const token = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/y;

/** A token is shorter than this, unless it is text or binary data. */
const maxToken = 64;
const maxDepth = 1_000;
/** Bytes of characters that are decoded together. */
const maxBytes = 64 * 1024;
const maxParagraph = 1024 * 1024;

class RtfReader {
  #paragraphs: Paragraph[] = [];
  #text = "";
  #bytes: number[] = [];
  #group: Group = { isSkipped: false, fallback: 1, charset: "windows-1252" };
  readonly #outer: Group[] = [];
  #charset = "windows-1252";
  #tooDeep = 0;
  /** Characters still to be left out after `\u`, and bytes of binary data. */
  #pending = 0;
  #binary = 0;
  #isStarred = false;
  readonly #fonts = new Map<number, string>();
  #font = 0;
  isClosed = false;

  /** Reads complete tokens; returns how many characters were used. */
  read(text: string, isLast: boolean): number {
    let at = 0;
    while (at < text.length) {
      if (this.#binary > 0) {
        const step = Math.min(this.#binary, text.length - at);
        this.#binary -= step;
        at += step;
        continue;
      }
      if (!isLast && text.length - at < maxToken) return at;
      token.lastIndex = at;
      const match = token.exec(text);
      if (match === null) {
        at += 1;
        continue;
      }
      at = token.lastIndex;
      this.#token(match);
    }
    return at;
  }

  take(): readonly Paragraph[] {
    const taken = this.#paragraphs;
    this.#paragraphs = [];
    return taken;
  }

  finish(): readonly Paragraph[] {
    this.#end();
    return this.take();
  }

  #token([, word, number, hex, symbol, brace, plain]: RegExpExecArray): void {
    if (brace === "{") this.#open();
    else if (brace === "}") this.#close();
    else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
    else if (plain !== undefined) this.#plain(plain);
    else if (symbol !== undefined) this.#symbol(symbol);
    else if (word !== undefined) this.#word(word, number === undefined ? undefined : Number(number));
  }

  #open(): void {
    this.#flushBytes();
    this.#pending = 0;
    if (this.#outer.length >= maxDepth) this.#tooDeep += 1;
    else this.#outer.push(this.#group);
  }

  #close(): void {
    this.#flushBytes();
    this.#pending = 0;
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    this.#group = this.#outer.pop() ?? this.#group;
    this.isClosed ||= this.#outer.length === 0;
  }

  #symbol(symbol: string): void {
    if (symbol === "*") this.#isStarred = true;
    else if (symbol === "~") this.#plain("\u00a0");
    else if (symbol === "_") this.#plain("-");
    else if (symbol === "\n" || symbol === "\r") this.#end();
    else if ("\\{}".includes(symbol)) this.#plain(symbol);
  }

  #word(word: string, number: number | undefined): void {
    const isStarred = this.#isStarred;
    this.#isStarred = false;
    if (skipped.has(word) || (isStarred && !kept.has(word))) this.#group = { ...this.#group, isSkipped: true };
    if (word === "u" && number !== undefined) this.#unicode(number);
    else if (word === "uc") this.#group = { ...this.#group, fallback: Math.max(0, Math.min(number ?? 1, 16)) };
    else if (word === "bin") this.#binary = Math.max(0, number ?? 0);
    else if (word === "ansicpg") this.#useCharset(codePage(number ?? 1252));
    else if (word === "mac") this.#useCharset("macintosh");
    else if (word === "pc" || word === "pca") this.#useCharset("cp850");
    else if (word === "f" || word === "fcharset") this.#useFont(word, number ?? 0);
    else if (ends.has(word)) this.#end();
    else if (characters[word] !== undefined) this.#plain(characters[word]);
  }

  /** The character set of fonts that do not state one. */
  #useCharset(charset: string): void {
    this.#charset = charset;
    this.#group = { ...this.#group, charset };
  }

  /** Fonts are listed with their character sets, and then chosen by number. */
  #useFont(word: string, number: number): void {
    this.#flushBytes();
    if (word === "fcharset") {
      const charset = charsets[number];
      if (charset !== undefined && this.#fonts.size < 10_000) this.#fonts.set(this.#font, charset);
      return;
    }
    this.#font = number;
    const charset = this.#fonts.get(number) ?? this.#charset;
    if (!this.#group.isSkipped) this.#group = { ...this.#group, charset };
  }

  #unicode(number: number): void {
    this.#flushBytes();
    this.#pending = 0;
    this.#add(String.fromCharCode(number < 0 ? number + 65_536 : number));
    this.#pending = this.#group.fallback;
  }

  #byte(byte: number): void {
    if (this.#pending > 0) this.#pending -= 1;
    else if (!this.#group.isSkipped) this.#bytes.push(byte);
    if (this.#bytes.length > maxBytes) this.#flushBytes();
  }

  #plain(text: string): void {
    const left = Math.min(this.#pending, text.length);
    this.#pending -= left;
    const rest = text.slice(left);
    if (rest === "" || this.#group.isSkipped) return;
    // The second byte of a character may be written as a letter.
    if (this.#bytes.length > 0 || /[\x80-\xff]/.test(rest)) {
      for (const one of rest) this.#bytes.push(...bytesOf(one));
      if (/[ \n\t]$/.test(rest)) this.#flushBytes();
    } else this.#add(rest);
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#add(decodeText(bytes, this.#group.charset).text);
  }

  #add(text: string): void {
    if (this.#group.isSkipped) return;
    this.#text += text;
    if (this.#text.length > maxParagraph) this.#end();
  }

  #end(): void {
    this.#flushBytes();
    if (this.#group.isSkipped) return;
    if (this.#text.trim() !== "") this.#paragraphs.push({ text: this.#text.trimEnd(), page: 0 });
    this.#text = "";
  }
}

const bytesOf = (character: string): readonly number[] => {
  const code = character.codePointAt(0) ?? 0;
  return code < 256 ? [code] : [0x3f];
};

const codePage = (number: number): string =>
  ({ 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 10000: "macintosh", 65001: "utf-8" })[number] ??
  (number >= 1250 && number <= 1258 ? `windows-${number}` : number === 874 ? "windows-874" : `cp${number}`);
