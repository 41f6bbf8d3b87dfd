import { parse } from "tldts";
import { type RecognisedSpan, type Recogniser, unspaced, type Verdict } from "../recogniser.ts";
import { isRoleMailbox } from "./role-mailboxes.ts";

const longestLocal = 64;
const longestDomain = 253;
const localCharacter = /[\p{L}\p{N}._%+'-]/u;
const domainCharacter = /[\p{L}\p{N}.-]/u;

const robots =
  /^(?:(?:no|do[-_.]?not)[-_.]?reply(?:[-_.+].*)?|(?:ne-?pas-?repondre|nepasrepondre|keine-?antwort|nicht-?antworten|no-?responder|non-?rispondere|nao-?responda|niet-?beantwoorden|nie-?odpowiadac|svara-?ej|svar-?ikke|ikke-?svar|ala-?vastaa|neodpovidat|neodpovedat)|mailer-daemon|bounces?|git|hg|svn|notifications?|daemon|nobody)$/;
const documentation = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)$/;

/** Recognises addresses whose domain is in the public suffix list, or reserved for documentation. */
export const email: Recogniser = {
  id: "email",
  isValidator: true,
  find: findAll,
  test(value) {
    const trimmed = value.trim().replace(/^mailto:/i, "");
    const at = trimmed.indexOf("@");
    if (at < 1 || trimmed.length > longestLocal + longestDomain) return undefined;
    const span = addressAround(trimmed, at);
    return span !== undefined && span.start === 0 && span.end === trimmed.length ? span : undefined;
  },
};

function* findAll(text: string): Generator<RecognisedSpan, void, void> {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const span = addressAround(text, at);
    if (span !== undefined) yield span;
  }
}

/**
 * Finds the `@` first and extends the match from there. Without a regular expression, no input can cause backtracking.
 */
function addressAround(text: string, at: number): RecognisedSpan | undefined {
  let start = at;
  while (start > 0 && at - start <= longestLocal && localCharacter.test(text.charAt(start - 1))) {
    if (start < at && isScriptChange(text.charAt(start), text.charAt(start - 1))) break;
    start--;
  }
  let end = at + 1;
  while (end < text.length && end - at <= longestDomain && domainCharacter.test(text.charAt(end))) {
    if (end > at + 1 && isScriptChange(text.charAt(end - 1), text.charAt(end))) break;
    end++;
  }
  if (at - start > longestLocal) return undefined;
  const local = text.slice(start, at).replace(/^[.'%-]+/, "");
  const domain = text.slice(at + 1, end).replace(/[.-]+$/, "");
  if (local === "" || local.endsWith(".") || local.includes("..") || text[at + 1 + domain.length] === "@")
    return undefined;
  const behind = text.slice(at + 1 + domain.length, at + 42 + domain.length);
  if (!domain.includes(".") || scale.test(domain) || remotePath.test(behind) || isNoMailbox(text, start))
    return undefined;
  const verdict = judge(local.toLowerCase(), domain.toLowerCase());
  return verdict && { ...verdict, start: at - local.length, end: at + 1 + domain.length };
}

/** In a text without spaces, an address ends where its own script does: `はines@muster.deです`. */
const isScriptChange = (own: string, next: string): boolean =>
  own <= "\u007f" && next > "\u007f" && unspaced.test(next);

const noMailbox =
  /:\/\/[^\s/@]*$|(?:^|\n)(?:message-id|references|in-reply-to|content-id|x-[a-z-]*message-?id):[^\n]*<$|(?:message|content|thread)[-_ ]?ids?["']?\s*[:=]\s*["'[]{0,2}<?$|(?:^|[^\p{L}])(?:sips?|xmpp|jabber|im|jid|aim|msnim|ssh|scp|sftp|rsync|mosh|git clone)["']?(?::|=|\s+|: )(?:-\S+ +)*(?:\S+ )?["']?$/iu;
/** A path on a machine behind the name of the machine, as scp and git write it, or the prompt of a shell. */
const remotePath = /^:(?:[~/]|[\p{L}\p{N}_.-]+\/|[\p{L}\p{N}_.-]+\.git\b)|^[#$] /u;
/** The scale of a picture in a file name: `icon@2x.png`. */
const scale = /^\d(?:\.\d)?x\./i;

/** Returns whether the text before the `@` is not a mailbox, as in `https://user:secret@host/` or in a message id. */
function isNoMailbox(text: string, start: number): boolean {
  return noMailbox.test(text.slice(Math.max(0, start - 100), start));
}

function judge(local: string, domain: string): Verdict | undefined {
  if (!domain.includes(".") || domain.includes("..") || domain.startsWith("-")) return undefined;
  const value = `${local}@${domain}`;
  const registered = parse(domain, { allowPrivateDomains: false });
  if (documentation.test(domain)) return { value, score: 0.7, ceiling: 0.7, notes: ["documentation domain"] };
  if (registered.isIcann !== true || registered.domain === null || registered.isIp === true) return undefined;
  if (robots.test(local)) return { value, score: 0.3, ceiling: 0.3, notes: ["mailbox of a program"] };
  if (isRoleMailbox(local, domain))
    return { value, score: 0.55, ceiling: 0.55, notes: ["mailbox of a function, not of a person"] };
  return { value, score: 0.95, notes: ["registered domain"] };
}
