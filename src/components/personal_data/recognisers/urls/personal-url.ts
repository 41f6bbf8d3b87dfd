import type { RecognisedSpan, Recogniser, Verdict } from "../recogniser.ts";
import { matchesAt, startsIn } from "../starts.ts";
import { isPersonalParameter, isPersonalPath } from "./parts.ts";
import { isProfile } from "./profiles.ts";

/**
 * Recognises web addresses that tell of one person: a profile, a user and password, an e-mail address, a name, a number of a
 * person or a token in the path or the query.
 */
export const personalUrl: Recogniser = {
  id: "personal_url",
  isValidator: false,
  find: findAll,
  test(value): Verdict | undefined {
    const trimmed = value.trim();
    if (!/^(?:https?:\/\/|www\.|[\w-]+\.com\/)/i.test(trimmed) || /\s/.test(trimmed)) return undefined;
    return judge(trimmed);
  },
};

const longest = 2000;
const start =
  /(?:https?:\/\/|(?<![\w@./-])(?:www\.|(?:linkedin|github|twitter|instagram|facebook|xing)\.com\/|t\.me\/|wa\.me\/))[^\s"'<>`\\^{}|\u00a0]{3,}/iy;

function* findAll(text: string): Generator<RecognisedSpan, void, void> {
  for (const match of matchesAt(text, startsIn(text).urls, start)) {
    const url = trimmed(match[0]);
    const verdict = url.length > longest ? undefined : judge(url);
    if (verdict !== undefined) yield { ...verdict, start: match.index, end: match.index + url.length };
  }
}

/** Marks at the end belong to the sentence, and a bracket that was opened before the address. */
function trimmed(url: string): string {
  let end = url.length;
  for (; end > 0; end--) {
    const last = url.charAt(end - 1);
    if (/[.,;:!?*_~]/.test(last)) continue;
    if (last === ")" && !url.slice(0, end).includes("(")) continue;
    if (last === "]" && !url.slice(0, end).includes("[")) continue;
    break;
  }
  return url.slice(0, end);
}

const form = /^(?:https?:\/\/)?(?:([^/?#@\s]*)@)?([^/?#:@\s]+)(?::\d{1,5})?([^\s]*)$/i;

function judge(url: string): Verdict | undefined {
  const match = form.exec(url);
  if (match === null) return undefined;
  const [, user = "", host = "", rest = ""] = match;
  const note = noteOf(user, host.toLowerCase(), rest);
  if (note === undefined) return undefined;
  return { value: url.toLowerCase(), score: note === "profile of a person" ? 0.8 : 0.75, notes: [note] };
}

/** Hosts of manuals and of one's own machine. */
const exampleHost = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|localhost|invalid|test)$/;

function noteOf(user: string, host: string, rest: string): string | undefined {
  if (!exampleHost.test(host) && /^[^:]+:(?!pass(?:word|wd)?$|\*+$|x+$|secret$|\$|\{|%7b)[^:]{3,}$/i.test(user))
    return "user and password";
  const [path = "", query = ""] = rest.split(/[?#](.*)/s);
  if (isProfile(host, rest)) return "profile of a person";
  if (isPersonalPath(host, path)) return "person in the path";
  const parameters = query.split(/[&;]/).slice(0, 50);
  return parameters.some(isPersonalParameter) ? "person in the query" : undefined;
}
