import { isProgram } from "../names/index.ts";
import type { CompiledRules } from "../rules.ts";
import { highestScore, scoreOf } from "../score.ts";
import type { Hit } from "./hit.ts";

const labels =
  "(?:web(?:[ -]?(?:site|page|seite|sida|sted|stek|plats|bplats|oldal))?|home ?page|internet(?:seite)?|site(?: web| internet)?|www|url|(?:sitio|página|pagina) web|sito(?: (?:web|internet))?|hjemmeside|nettside|hemsida|webbplats|kotisivut?|honlap|strona(?: (?:www|internetowa))?|webov[áé] str[áa]nky?|spletna stran|(?:веб-?)?сайт|ιστοσελίδα)";
const address = "(?:https?:\\/\\/|www\\.)[^\\s\"'<>`\\\\^{}|;,]{3,200}";
const domain =
  "(?:[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?\\.){1,4}[a-z]{2,12}(?:\\/[^\\s\"'<>;,]{0,100})?(?=[\\s.,;|)]|$)";
/** The start of a field: of a line, or behind a mark between fields. */
const opening = "(?:^|[|•·,;])[ \\t>*]{0,8}";
const labelled = new RegExp(
  `${opening}${labels} ?[:=][ \\t]{0,8}(?:\\r?\\n[ \\t]{0,8})?(?<value>${address}|${domain})`,
  "dgimu",
);
const ownLine = new RegExp(`(?:^|[|•·])[ \\t>*]{0,8}(?<value>${address})(?=[ \\t]*(?:$|[|•·]))`, "dgimu");

const near = 300;

/**
 * Finds the address of a website among the contact data of a person or a firm: in a signature, on a business card, in an
 * imprint. In running text and in programs it tells of nobody.
 */
export function* websiteHits(text: string, hits: readonly Hit[], rules: CompiledRules): Generator<Hit, void, void> {
  const compiled = rules.byRecogniser.get("personal_url");
  if (compiled === undefined || hits.length < 2 || !mayHold.test(text)) return;
  const places = hits.filter(({ recogniser }) => recogniser !== undefined && contact.has(recogniser));
  if (places.length < 2 || isProgram(text)) return;
  let last = 0;
  for (const { pattern, isLabelled } of forms) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.["value"] ?? [0, 0];
      const shown = trimmed(text.slice(start, end));
      if (start < last || !isContact(places, { start, end, isLabelled })) continue;
      last = end;
      yield toHit(shown, { start, compiled, isLabelled });
    }
    if (last > 0) return;
  }
}

const forms = [
  { pattern: labelled, isLabelled: true },
  { pattern: ownLine, isLabelled: false },
];

const mayHold = /www\.|https?:\/\/|\p{L}\.\p{L}{2}/iu;
const contact: ReadonlySet<string> = new Set(["person_name", "email", "phone", "postal_address"]);
const trimmed = (url: string): string => url.replace(/[.,;:!?)\]]+$/, "");

interface Place {
  readonly start: number;
  readonly end: number;
  readonly isLabelled: boolean;
}

/** Two kinds of contact data beside it, one of them more than a name or an e-mail address if no label says what it is. */
function isContact(places: readonly Hit[], { start, end, isLabelled }: Place): boolean {
  const kinds = new Set<string | undefined>();
  for (const { recogniser, span } of places) {
    if (span.start < start && start - span.end < near) kinds.add(recogniser);
    if (span.start >= end && span.start - end < near) kinds.add(recogniser);
  }
  return kinds.size > 1 && (isLabelled || kinds.has("phone") || kinds.has("postal_address"));
}

interface Found {
  readonly start: number;
  readonly compiled: Hit["compiled"];
  readonly isLabelled: boolean;
}

function toHit(value: string, { start, compiled, isLabelled }: Found): Hit {
  const { value: score, steps } = isLabelled ? behindLabel : inLine;
  const notes = ["website among contact data"];
  const span = { start, end: start + value.length, value: value.toLowerCase(), score, notes };
  return { recogniser: "personal_url", compiled, span, ...{ score, steps, context: undefined } };
}

const scored = (text: string) =>
  scoreOf({
    start: { step: "phrase", text, score: 0.3 },
    second: [{ text: "contact data near it", effect: 0.3 }],
    ceiling: { score: highestScore, text: "highest score" },
  });
const behindLabel = scored("word for a website before it");
const inLine = scored("address of the web in a line of its own");
