import { isIPv4 } from "node:net";
import type { Verdict } from "../recogniser.ts";

/** What the numbers of an address say about it. */
export interface JudgedAddress extends Verdict {
  /** `plain`: numbers that nothing but an address has; `small`: also those of versions, sections and object identifiers. */
  readonly range: "plain" | "small" | "identifier" | "private" | "documentation" | "known";
}

const unlikely = { score: 0.35, ceiling: 0.35 } as const;

/** Judges four numbers; undefined for loopback, broadcast and unspecified addresses. */
export function judgeV4(value: string): JudgedAddress | undefined {
  const octets = value.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  if (a === 0 || a === 127 || a >= 224 || (a === 255 && d === 255)) return undefined;
  if (isPrivate(a, b)) return { value, ...unlikely, range: "private", notes: ["private range"] };
  if ((a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return { value, score: 0.55, ceiling: 0.55, range: "documentation", notes: ["documentation range"] };
  if ((a === b && b === c && c === d) || value === "8.8.4.4" || value === "1.0.0.1")
    return { value, ...unlikely, range: "known", notes: ["address of a public service"] };
  if (octets.every((octet, at) => at === 0 || octet === (octets[at - 1] ?? 0) + 1))
    return { value, ...unlikely, range: "identifier", notes: ["address of an example"] };
  if ((a === 1 && b <= 3) || (a === 2 && (b === 5 || b === 16 || b === 23)))
    return { value, score: 0.4, ceiling: 0.6, range: "identifier", notes: ["could be an object identifier"] };
  if (octets.filter((octet) => octet < 20).length >= 3 || octets.every((octet) => octet < 64))
    return { value, score: 0.4, ceiling: 0.6, range: "small", notes: ["could be a version or a section"] };
  return { value, score: 0.75, range: "plain", notes: ["public range"] };
}

const isPrivate = (a: number, b: number): boolean =>
  a === 10 ||
  (a === 172 && b >= 16 && b <= 31) ||
  (a === 192 && b === 168) ||
  (a === 169 && b === 254) ||
  (a === 100 && b >= 64 && b <= 127);

/** Judges an address with colons, in small letters; undefined for loopback, multicast and names of programs. */
export function judgeV6(value: string): JudgedAddress | undefined {
  if (/^[0:]+1?$/.test(value) || value.startsWith("ff")) return undefined;
  const [, mapped] = /^(?:0:){0,5}:{0,2}ffff:([\d.]+)$/.exec(value) ?? [];
  if (mapped !== undefined && isIPv4(mapped)) return judgeV4(mapped);
  if (/^(?:fe[89ab]|f[cd])/.test(value)) return { value, ...unlikely, range: "private", notes: ["private range"] };
  if (/^2001:0?db8:/.test(value))
    return { value, score: 0.55, ceiling: 0.55, range: "documentation", notes: ["documentation range"] };
  // C++ scopes such as dead::beef are valid addresses. A global address has more groups.
  if (!/\d/.test(value) || value.split(":").filter((group) => group !== "").length < 3) return undefined;
  return { value, score: /^[23]/.test(value) ? 0.75 : 0.45, range: "plain", notes: ["global range"] };
}

/** Returns whether an address ends in zeros where its mask does: `84.23.100.0/24`. */
export function isNetwork(value: string, after: string): boolean {
  const [, size] = /^\/(\d{1,2})/.exec(after) ?? [];
  if (size === undefined || Number(size) > 30) return false;
  const bits = value.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return bits % 2 ** (32 - Number(size)) === 0;
}
