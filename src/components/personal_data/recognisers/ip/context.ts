import { isWordCharacter } from "../recogniser.ts";
import type { JudgedAddress } from "./ranges.ts";
import { type AddressWordClass, classOf } from "./words.ts";

/** The place of an address in a text, by its offsets. */
export interface AddressPlace {
  readonly start: number;
  readonly end: number;
}

/**
 * What the text around four numbers says: that they are an address or a version, that there are words and none of them
 * speaks against an address, that something does, or that there are no words.
 */
export type AddressReading = "address" | "version" | "words" | "doubt" | "digits";

interface Around {
  /** The line before and after the address, as far as it is read. */
  readonly before: string;
  readonly after: string;
  readonly near: NearWords;
}

const reach = 60;

/** Returns what the words and signs around an address say that it is. */
export function readingOf(text: string, place: AddressPlace, range: JudgedAddress["range"]): AddressReading {
  const before = text.slice(Math.max(0, place.start - reach), place.start).replace(/^[\s\S]*\n/, "");
  const after = text.slice(place.end, place.end + reach).replace(/\r?\n[\s\S]*$/, "");
  const around = { before, after, near: nearWords(before, after) };
  if (isPhone(before) || isProduct(before) || isChange(before, after)) return "version";
  if (isAnnounced(around)) return "address";
  if (isVersion(around, range)) return "version";
  if (!hasWords(text, place) && !isListed(text, place)) return "digits";
  return range !== "plain" && isDoubtful(around, text.slice(place.start, place.end), range) ? "doubt" : "words";
}

const phoneWord =
  /(?<!\p{L})(?:tele?(?:[fp]h?on\p{L}*)?|phone|tlf|tfn|t[ée]l|mob(?:ile?|il)?\p{L}{0,4}|handy|fax|puh(?:elin)?|gsm|тел\p{L}*|τηλ\p{L}*|s[ií]mi)[ .:/-]{1,4}$/iu;
const isPhone = (before: string): boolean => phoneWord.test(before);

interface NearWord {
  readonly name: AddressWordClass;
  /** How many words, this one included, it is away. */
  readonly steps: number;
  /** What is between the word and the address. */
  readonly between: string;
}

interface NearWords {
  readonly before: NearWord | undefined;
  readonly after: NearWord | undefined;
}

const word = /\p{L}[\p{L}'’-]*/gu;

function nearWords(before: string, after: string): NearWords {
  const earlier = [...before.matchAll(word)].toReversed();
  const later = [...after.matchAll(word)];
  return {
    before: nearest(earlier, ({ index, 0: { length } }) => before.slice(index + length)),
    after: nearest(later, ({ index }) => after.slice(0, index)),
  };
}

function nearest(words: readonly RegExpExecArray[], between: (one: RegExpExecArray) => string): NearWord | undefined {
  for (const [at, one] of words.entries()) {
    const name = classOf(one[0]) ?? compound(one[0]);
    // A program and a section are named only with the number directly behind them.
    if (name === undefined || (at > 0 && (name === "product" || name === "section"))) continue;
    return { name, steps: at + 1, between: between(one) };
  }
  return undefined;
}

/** `IP-Adresse`, `IP-адрес`: the parts of a word with a hyphen. */
const compound = (written: string): AddressWordClass | undefined =>
  written.includes("-")
    ? written
        .split("-")
        .map(classOf)
        .find((one) => one !== undefined)
    : undefined;

/** No other number and no end of a sentence. */
const isClose = (between: string): boolean => between.length <= 20 && !/\d|[.!?]\s|[;|]/.test(between);
const tight = /^["'`\s.:=([<>{#-]*$/;
const linking = /^["'`\s.:=([<>{#-]*(?:to|from|is|of|lautet|ist|auf|est|es|è|à|a)\s+["'`]?$/i;

const product = /\p{L}[\p{L}\p{N}_.-]*[/@]["']?$/u;
const inLog = /^ (?:- \S+ \[|\S+ \S+ \[\d|\[\d\d\/|"?(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b)/;

/** `Chrome/1.2.3.4`, but not the path of an address of the web. */
const isProduct = (before: string): boolean =>
  /\/["']?$/.test(before) && product.test(before) && !before.includes("://");

/** Whether a word before the address, or a port, path or place of a log behind it, says that it is one. */
function isAnnounced({ before, after, near }: Around): boolean {
  if (near.before?.name === "network" && isClose(near.before.between)) return true;
  if (/:\/\/(?:[^\s/@]*@)?$|@\[$|(?<![\p{L}\d])@$/u.test(before))
    return !product.test(before) || before.includes("://");
  if (/[\w.-]@$/.test(before) && /(?:^|\W)(?:ssh|scp|sftp|rsync|root@|admin@|ping)/.test(before)) return true;
  return /^:\d{2,5}(?!\d|:\d\d)/.test(after) || (/^[["(]?$/.test(before) && inLog.test(after));
}

const comparator = /[~^]["']?$|[<>=!]=? ?["']?$/;

/** Returns whether four numbers are a version, a section or an object identifier. */
function isVersion({ before, after, near }: Around, range: JudgedAddress["range"]): boolean {
  const said = near.before;
  if (said !== undefined && said.name !== "network") {
    if (tight.test(said.between) || linking.test(said.between)) return true;
    if (range !== "plain" && said.name === "version" && isClose(said.between)) return true;
  }
  if (/§\s*$/.test(before)) return true;
  if (/@["']?$/.test(before) && product.test(before) && (range !== "plain" || /["'/]/.test(before.slice(-2))))
    return true;
  if (comparator.test(before) && (/[~^]["']?$|[<>=!]=/.test(before.slice(-4)) || /version/i.test(before))) return true;
  return isHeading(before, after);
}

const change = /(?:version|upgrad|updat|bump|releas|aktualis)(?:[^,;.!?]|\.(?=\d))*$/i;

/** `upgraded from 1.2.3.4 to 1.2.3.5`, `update auf 1.2.3.4`; a profile that is updated from an address is none. */
function isChange(before: string, after: string): boolean {
  if (!change.test(before)) return false;
  if (/(?:\bto|\bauf|\bund|\band|\bor|\bthrough|\buntil|\bbis|-|→|->)\s*["'`]?$/i.test(before)) return true;
  return /\b(?:from|von)\s*["'`]?$/i.test(before) && /^["'`]?\s*(?:to|auf|->|→|-)\s*["'`]?v?\d/i.test(after);
}

/** A heading of a changelog: `## 1.2.3.4`, `[1.2.3.4] - 2024-01-01`, `1.2.3.4 (2024-01-01)`. A log tells the time as well. */
function isHeading(before: string, after: string): boolean {
  if (/^\s*(?:#{1,6}|=+)\s*\[?$/.test(before)) return true;
  return (
    /^\s*[*-]?\s*\[?$/.test(before) &&
    /^\]?(?:\s*[-\u2013/:]\s*|\s+)?[([]?(?:\d{4}[-./]\d\d[-./]\d\d|\d\d?[-./]\d\d?[-./]\d{4}|\p{L}{3,9} \d)/u.test(
      after,
    ) &&
    !/\d\d:\d\d/.test(after)
  );
}

const arrow = /(?:->|→|=>)\s*["'`]?$/;
/** Words such as "from", "at" and "to" in these languages. */
const preposition =
  /(?<!\p{L})(?:from|at|to|by|on|for|with|than|von|vom|bei|an|auf|unter|über|mit|für|depuis|de|du|à|sur|par|avec|desde|en|a|por|con|da|dal|su|per|via|em|para|com|van|naar|op|met|fra|til|på|med|från|till|z|ze|na|od|do|s|iz|u|pe|din|la|cu|из|с|от|на|к|з|від|до|από|στο|στη|σε|dan|için|ile)\s+["'`([]?$/iu;

/** Whether numbers that versions and sections have too stand among other versions or like the number of a heading. */
function isDoubtful({ before, after, near }: Around, value: string, range: JudgedAddress["range"]): boolean {
  if (range === "identifier") return true;
  const said = [near.before, near.after].filter((one) => one !== undefined);
  if (said.some(({ name, steps }) => name === "network" && steps === 1)) return false;
  if (said.some(({ name }) => name === "version")) return true;
  if (isSmall(value) && /^\s*(?:[*-] )?["'(]?$/.test(before)) return true;
  if (range !== "small") return arrow.test(before) && /\d\.\d/.test(before);
  const isPlaced = isLikeSection(value) ? origin.test(before) : preposition.test(before);
  return !isPlaced && !(/\S[\s(]\[$/.test(before) && after.startsWith("]"));
}

/** `according to 3.4.1.2`: only where something comes from is such a number an address. */
const isLikeSection = (value: string): boolean =>
  value.split(".").every((octet) => octet !== "0" && Number(octet) <= 20);
const origin =
  /(?<!\p{L})(?:from|at|von|vom|depuis|desde|da|dal|van|fra|från|z|ze|od|iz|din|из|с|от|з|від|από)\s+["'`([]?$/iu;

/** Sections have no higher numbers. */
const isSmall = (value: string): boolean => value.split(".").every((octet) => Number(octet) <= 40);

const realWord = /\p{L}{2,}/u;

/** Returns whether there are words around an address. In a table of figures, four numbers mean nothing. */
const hasWords = (text: string, { start, end }: AddressPlace): boolean =>
  realWord.test(text.slice(Math.max(0, start - reach), start)) || realWord.test(text.slice(end, end + reach));

/** Returns whether an address is alone on its line, and so are those on the lines before and after it. */
function isListed(text: string, { start, end }: AddressPlace): boolean {
  const before = /(?:^|\n)([^\n]*)\r?\n?$/.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? "";
  const after = /^\r?\n?([^\n]{0,24})/.exec(text.slice(end, end + 26))?.[1]?.trim() ?? "";
  if (isWordCharacter(text[start - 1]) || !/(?:^|\n)$/.test(text.slice(0, start).slice(-1))) return false;
  return isQuadOrNothing(before.trim()) && isQuadOrNothing(after);
}

const isQuadOrNothing = (line: string): boolean => line === "" || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(line);

/** Returns whether an address is a literal of its own, as in the lists of a program: no words are in the same quotes. */
export const isLiteral = (text: string, { start, end }: AddressPlace): boolean =>
  /["'`[(/@:][[(]?$/.test(text.slice(Math.max(0, start - 2), start)) || /^\]?["'`]/.test(text.slice(end, end + 2));

/** Returns whether a literal is one of a list, an argument or the part of a mail address: a word before it says nothing of it. */
export const isElement = (text: string, { start }: AddressPlace): boolean =>
  /(?:[,([]\s{0,8}["'`]|@)(?:\/\/)?\[?$/.test(text.slice(Math.max(0, start - 16), start));
