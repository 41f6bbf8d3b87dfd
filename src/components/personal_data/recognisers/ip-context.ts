import { isWordCharacter } from "./recogniser.ts";

/** The place of an address in a text, by its offsets. */
interface AddressPlace {
  readonly start: number;
  readonly end: number;
}

const gap = "[\"'`\\s.:=(\\[<>{#-]*$";
const addressWord = new RegExp(
  "(?:ips?|ipv[46]|addr(?:ess(?:e|es)?)?|adresse|host(?:name)?|client|clientip|remote|src|dst|source|destination|peer|server|proxy|gateway|via|visitor|user|login|session|dns|ping|ssh|telnet|curl|wget|nslookup|whois|traceroute|connect(?:ed|ing|ion)?(?: (?:to|from))?|logged in (?:from|to)|request(?:s)? from|forwarded(?: for)?|received|firewall|blocked|banned|attack(?:er)?(?: from)?|traffic (?:to|from)|relay|listen(?:ing)?(?: on)?|bind|scanned)" +
    gap,
  "i",
);
const versionWord = new RegExp(
  "(?:\\bv|versions?|versi[oó]n|versione|versie|wersj[aię]|verze|verzia|verzió|verzija|verzi[iu]|versão|versio|versiune|έκδοση|έκδοσης|sürümü?|версия|версія|версії|версии|ver|rev|revision|release[sd]?|build|firmware|driver|patch|hotfix|sdk|api|since|bump(?:ed)?|upgrade[sd]?|update[sd]?|requires?|nuget|maven|gem|pip|npm|assemblyversion|fileversion|productversion)(?: (?:to|from|is|of))?" +
    gap,
  "i",
);
const sectionWord =
  /(?:§+|\b(?:sections?|sect?|chapters?|clauses?|figures?|fig|tables?|appendix|annex|abschnitt|kapitel|ziffer|artikel|articles?|art|paragraph|para|rules?|steps?|items?|oids?|object ?identifier|rfc|spec|points?|sezione|secci[oó]n|sectie))[\s.:=#([<"'`-]*$/i;
const comparator = /[~^]["']?$|[<>=!]=? ?["']?$/;
const product = /\p{L}[\p{L}\p{N}_.-]*[/@]["']?$/u;

/** Returns whether the words before an address say that it is one, or a port or path behind it does. */
export function isAnnounced(text: string, { start, end }: AddressPlace): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  if (addressWord.test(before) && !/(?:version|release|update|upgrade)[^\n]{0,12}$/i.test(before)) return true;
  if (/:\/\/(?:[^\s/@]*@)?$|@\[?$/.test(before)) return !product.test(before) || before.includes("://");
  return /^:\d{2,5}(?!\d|:\d\d)/.test(text.slice(end, end + 9));
}

/** Returns whether four numbers are a version, a section or an object identifier. */
export function isVersion(text: string, { start, end }: AddressPlace): boolean {
  const line = text.slice(Math.max(0, start - 60), start).replace(/^[\s\S]*\n/, "");
  const after = text.slice(end, end + 20);
  if (versionWord.test(line) || sectionWord.test(line) || product.test(line)) return true;
  if (
    /\b(?:to|from|and|or|through|until|bis|von|auf|-|→|->)\s*["'`]?$/i.test(line) &&
    /version|upgrad|updat|bump|releas|migrat/i.test(line)
  )
    return true;
  if (comparator.test(line) && (/[~^]["']?$|[<>=!]=/.test(line.slice(-4)) || /version/i.test(line))) return true;
  return isHeading(line, after);
}

/** A heading of a changelog: `## 1.2.3.4`, `[1.2.3.4] - 2024-01-01`, `1.2.3.4 (2024-01-01)`. */
function isHeading(line: string, after: string): boolean {
  if (/^\s*(?:#{1,6}|=+)\s*\[?$/.test(line)) return true;
  return (
    /^\s*[*-]?\s*\[?$/.test(line) &&
    /^\]?\s*[-\u2013/:,]?\s*[([]?(?:\d{4}[-./]\d\d[-./]\d\d|\d\d?[-./]\d\d?[-./]\d{4}|\p{L}{3,9} \d)/u.test(after) &&
    !/^ - - /.test(after)
  );
}

/** Returns whether an address ends in zeros where its mask does: `84.23.100.0/24`. */
export function isNetwork(value: string, after: string): boolean {
  const [, size] = /^\/(\d{1,2})/.exec(after) ?? [];
  if (size === undefined || Number(size) > 30) return false;
  const bits = value.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return bits % 2 ** (32 - Number(size)) === 0;
}

const wordReach = 60;
const realWord = /\p{L}{2,}/u;

/** Returns whether there are words around an address. In a table of figures, four numbers mean nothing. */
export const hasWords = (text: string, { start, end }: AddressPlace): boolean =>
  realWord.test(text.slice(Math.max(0, start - wordReach), start)) || realWord.test(text.slice(end, end + wordReach));

/** Returns whether an address is alone on its line, and so are those on the lines before and after it. */
export function isListed(text: string, { start, end }: AddressPlace): boolean {
  const before = /(?:^|\n)([^\n]*)\r?\n?$/.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? "";
  const after = /^\r?\n?([^\n]{0,24})/.exec(text.slice(end, end + 26))?.[1]?.trim() ?? "";
  if (isWordCharacter(text[start - 1]) || !/(?:^|\n)$/.test(text.slice(0, start).slice(-1))) return false;
  return isQuadOrNothing(before.trim()) && isQuadOrNothing(after);
}

const isQuadOrNothing = (line: string): boolean => line === "" || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(line);
