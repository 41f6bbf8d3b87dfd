import type { Kit } from "../candidate.ts";
import { isProgram } from "../names/index.ts";
import { startsIn } from "../recognisers/index.ts";
import { highestScore, scoreOf } from "../score.ts";
import type { Hit } from "./hit.ts";

const labels =
  "(?:web(?:[ -]?(?:site|page|seite|sida|sted|stek|plats|bplats|oldal))?|home ?page|internet(?:seite)?|site(?: web| internet)?|www|url|(?:sitio|página|pagina) web|sito(?: (?:web|internet))?|hjemmeside|nettside|hemsida|webbplats|kotisivut?|honlap|strona(?: (?:www|internetowa))?|webov[áé] str[áa]nky?|spletna stran|(?:веб-?)?сайт|ιστοσελίδα)";
const address = "(?:https?:\\/\\/|www\\.)[^\\s\"'<>`\\\\^{}|;,]{3,200}";
const domain =
  "(?:[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?\\.){1,4}[a-z]{2,12}(?:\\/[^\\s\"'<>;,]{0,100})?(?=[\\s.,;|)]|$)";
/** The start of a field, before what stands first in it: of a line, or behind a mark between fields. */
const opening = /(?:^|[|•·,;])[ \t>*]{0,8}$/mu;
const openingOfLine = /(?:^|[|•·])[ \t>*]{0,8}$/mu;
/** Longer than an opening. */
const longestOpening = 10;
const labelled = new RegExp(`${labels} ?[:=][ \\t]{0,8}(?:\\r?\\n[ \\t]{0,8})?(?<value>${address}|${domain})`, "dimuy");
const wholeField = new RegExp(`(?<value>${address})(?=[ \\t]*(?:$|[|•·]))`, "dimuy");

/** `My website is …` tells whose it is. */
const possessor =
  /(?<!\p{L})(?:my|his|her|meine?|seine?|mon|son|mi|su|il mio|il suo|mijn|zijn|haar|moja|jej|jego|o meu|a minha) (?:own |personal |new |eigene |persönliche )?(?:website|web ?site|web ?page|home ?page|site|blog|webseite|site web|página web|sitio web|sito(?: web)?|strona) ?(?:is|ist|est|es|è|jest|é|:)(?: at| unter)?:? $/iu;
/** Longer than what {@link possessor} matches. */
const longestPossessor = 80;
const anyAddress = new RegExp(`(?<value>${address})`, "diuy");

const near = 300;

/**
 * Finds the address of a website among the contact data of a person or a firm: in a signature, on a business card, in an
 * imprint. In running text and in programs it tells of nobody.
 */
export function* websiteHits(text: string, hits: readonly Hit[], kit: Kit): Generator<Hit, void, void> {
  const compiled = kit.rules.byRecogniser.get("personal_url");
  if (compiled === undefined || !kit.recognisers.some(({ id }) => id === "personal_url")) return;
  const contacts = hits.filter(({ recogniser }) => recogniser !== undefined && contact.has(recogniser));
  const found = forms.flatMap((form) => (form.isPossessed || contacts.length > 1 ? sitesIn(text, form, contacts) : []));
  if (found.length === 0 || isProgram(text)) return;
  const threshold = kit.options.threshold("personal_url");
  let last = 0;
  for (const { start, end, scored } of found.sort((a, b) => a.start - b.start || b.scored.value - a.scored.value)) {
    const value = text.slice(start, end);
    if (start < last || scored.value < threshold || kit.options.isAllowed(value)) continue;
    last = end;
    const span = { start, end, value: value.toLowerCase(), score: scored.value, notes: ["website of a contact"] };
    yield { recogniser: "personal_url", compiled, span, score: scored.value, steps: scored.steps, context: undefined };
  }
}

const contact: ReadonlySet<string> = new Set(["person_name", "email", "phone", "postal_address"]);

type Scored = ReturnType<typeof scoreOf>;
interface Site {
  readonly start: number;
  readonly end: number;
  readonly scored: Scored;
}
interface Form {
  /** What starts where it may stand. */
  readonly starts: "urls" | "siteWords";
  /** What stands before it, at most `reach` characters. */
  readonly before: RegExp;
  readonly reach: number;
  readonly pattern: RegExp;
  readonly isPossessed: boolean;
  /** Whether a phone or a postal address must be beside it: a name and an e-mail address are beside any link. */
  readonly needsMore: boolean;
  readonly scored: Scored;
}

const scored = (word: string, second: string): Scored =>
  scoreOf({
    start: { step: "phrase", text: word, score: 0.3 },
    second: [{ text: second, effect: 0.3 }],
    ceiling: { score: highestScore, text: "highest score" },
  });

const label = "word for a website before it";
const forms: readonly Form[] = [
  {
    ...{ starts: "siteWords", before: opening, reach: longestOpening, pattern: labelled },
    ...{ isPossessed: false, needsMore: false, scored: scored(label, "contact data near it") },
  },
  {
    ...{ starts: "urls", before: openingOfLine, reach: longestOpening, pattern: wholeField },
    ...{ isPossessed: false, needsMore: true },
    scored: scored("address of the web in a line of its own", "contact data near it"),
  },
  {
    ...{ starts: "urls", before: possessor, reach: longestPossessor, pattern: anyAddress },
    ...{ isPossessed: true, needsMore: false, scored: scored(label, "word for a person before it") },
  },
];

function sitesIn(text: string, form: Form, contacts: readonly Hit[]): readonly Site[] {
  const sites: Site[] = [];
  let last = 0;
  for (const at of startsIn(text)[form.starts]) {
    const before = form.before.exec(text.slice(Math.max(0, at - form.reach), at));
    if (before === null || at - before[0].length < last) continue;
    form.pattern.lastIndex = at;
    const match = form.pattern.exec(text);
    if (match === null) continue;
    last = at + match[0].length;
    const [start, end] = match.indices?.groups?.["value"] ?? [0, 0];
    const site = { start, end: start + trimmed(text.slice(start, end)).length, scored: form.scored };
    if (form.isPossessed || isAmong(contacts, site, form.needsMore)) sites.push(site);
  }
  return sites;
}

const trimmed = (url: string): string => url.replace(/[.,;:!?)\]]+$/, "");

/** Whether two kinds of contact data are beside it. */
function isAmong(contacts: readonly Hit[], { start, end }: Site, needsMore: boolean): boolean {
  const kinds = new Set<string | undefined>();
  for (const { recogniser, span } of contacts) {
    if (span.start < end + near && start < span.end + near) kinds.add(recogniser);
  }
  return kinds.size > 1 && (!needsMore || kinds.has("phone") || kinds.has("postal_address"));
}
