import { matchesOf, type Recogniser, type Verdict } from "./recogniser.ts";

const mac = /(?<![\p{L}\p{N}_:-])[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?![\p{L}\p{N}_:-])/giu;

/** Recognises MAC addresses of network adapters. */
export const macAddress: Recogniser = {
  id: "mac_address",
  isValidator: false,
  *find(text) {
    for (const match of matchesOf(mac, text)) {
      const verdict = judgeMac(match[0]);
      if (verdict !== undefined) yield { ...verdict, start: match.index, end: match.index + 17 };
    }
  },
  test: (value) =>
    value.trim().length === 17 && value.trim().match(mac) !== null ? judgeMac(value.trim()) : undefined,
};

function judgeMac(written: string): Verdict | undefined {
  const value = written.toLowerCase().replaceAll("-", ":");
  return new Set(value).size < 4 ? undefined : { value, score: 0.6, notes: ["six octets"] };
}

const agent = /Mozilla\/[45]\.0 \([^()\n]{3,200}\)/g;

/** Recognises the user agent strings of browsers. */
export const userAgent: Recogniser = {
  id: "user_agent",
  isValidator: false,
  *find(text) {
    for (const match of matchesOf(agent, text)) {
      yield {
        value: match[0],
        score: 0.6,
        notes: ["form of a browser's name"],
        start: match.index,
        end: match.index + match[0].length,
      };
    }
  },
  test: (value) =>
    /^Mozilla\/[45]\.0 \(/.test(value) ? { value, score: 0.8, notes: ["form of a browser's name"] } : undefined,
};
