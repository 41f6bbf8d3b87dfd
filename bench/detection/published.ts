import { readFileSync } from "node:fs";
import { z } from "zod";
import { analyse, textItem } from "./analyse.ts";
import { type Accepts, type Counts, pairSpans, type Span, Tally } from "./score.ts";
import { scores, share, type Table } from "./table.ts";
import { spansByPath } from "./types.ts";

const dataSet = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() })),
  }),
);

interface PublishedType {
  readonly type: string;
  /** What wct calls it; undefined for what it has no category for. */
  readonly own: string | undefined;
  /** Whether wct means to find all of it in texts, and not only what is said of a person. */
  readonly isClaimed: boolean;
}

const claimed = (type: string, own: string): PublishedType => ({ type, own, isClaimed: true });
const unclaimed = (type: string, own?: string): PublishedType => ({ type, own, isClaimed: false });

/** The 17 types of the data set. */
export const publishedTypes: readonly PublishedType[] = [
  claimed("PERSON", "person"),
  claimed("STREET_ADDRESS", "address"),
  claimed("PHONE_NUMBER", "phone"),
  claimed("EMAIL_ADDRESS", "email"),
  claimed("CREDIT_CARD", "card"),
  claimed("IBAN_CODE", "iban"),
  claimed("US_SSN", "national_id"),
  claimed("US_DRIVER_LICENSE", "national_id"),
  claimed("IP_ADDRESS", "ip"),
  claimed("DOMAIN_NAME", "url"),
  unclaimed("GPE", "place"),
  unclaimed("ZIP_CODE", "place"),
  claimed("AGE", "age"),
  unclaimed("NRP", "nationality"),
  unclaimed("ORGANIZATION", "employment"),
  unclaimed("DATE_TIME", "birth_date"),
  unclaimed("TITLE", "employment"),
];

const byName = new Map(publishedTypes.map((one) => [one.type, one]));
const isClaimed = ({ type }: Span): boolean => byName.get(type)?.isClaimed === true;
const isOfType: Accepts = (label, found) => byName.get(label)?.own === found;
const isAny: Accepts = () => true;

interface Sentence {
  readonly text: string;
  readonly labels: readonly Span[];
  readonly found: readonly Span[];
}

/** Judges the published data set: by type, and all types together in several ways of counting. */
export async function judgePublished(file: string): Promise<readonly Table[]> {
  const data = dataSet.parse(JSON.parse(readFileSync(file, "utf8")));
  const findings = await analyse(data.map(({ full_text: text }, index) => textItem(`${index}.txt`, text)));
  const spans = spansByPath(findings);
  const plain = data.map(({ full_text: text, spans: labels }, index) => ({
    text,
    labels: labels.map((one) => ({ start: one.start_position, end: one.end_position, type: one.entity_type })),
    found: spans.get(`${index}.txt`) ?? [],
  }));
  const joined = plain.map(({ text, labels, found }) => {
    return { text, labels: merged(labels, text), found: merged(found, text) };
  });
  return [allTypes(plain, joined), byType(plain)];
}

function tallyOf(sentences: readonly Sentence[], iou: number, accepts: Accepts, isCounted = (_: Span) => true): Tally {
  const tally = new Tally();
  for (const { labels, found } of sentences) {
    // What is found rightly of a type that is not counted is no noise either.
    const { pairs, misses, noise } = pairSpans(labels, found, { iou, accepts });
    tally.add({ pairs: pairs.filter(([label]) => isCounted(label)), misses: misses.filter(isCounted), noise });
  }
  return tally;
}

function byType(sentences: readonly Sentence[]): Table {
  const tallies = [0.9, 0.7].map((iou) => tallyOf(sentences, iou, isOfType));
  const rows = publishedTypes.map((one) => [
    one.type,
    one.own === undefined ? "-" : one.isClaimed ? one.own : `${one.own} of a person`,
    ...tallies.flatMap((tally, index) => scores(withNoise(tally, one)).slice(index === 0 ? 0 : 1)),
  ]);
  return {
    id: "published-types",
    title: "Published benchmark by type",
    note: "Spans that overlap by 0.9 or more, then by 0.7 or more. The second column is what wct calls the type; `-`: it does not mean to find it in texts; `of a person`: only what is said of a person, so that most labels are none.",
    head: ["type", "in wct", "labels", "P", "R", "F2", "P .7", "R .7", "F2 .7"],
    rows,
  };
}

/** What has no label counts against the first type that wct would have called so. */
function withNoise(tally: Tally, { type, own }: PublishedType): Counts {
  const isFirst = publishedTypes.find((other) => other.own === own)?.type === type;
  return own !== undefined && isFirst ? tally.total([type, own]) : tally.of(type);
}

interface Way {
  readonly name: string;
  readonly joins: boolean;
  readonly accepts: Accepts;
  /** Whether types without a claim of wct are counted. */
  readonly isCounted: (span: Span) => boolean;
  /** Whether all types are one before neighbours are joined. */
  readonly asOne?: boolean;
}

/** The rows of all types, and the way that each counts. */
const ways: readonly Way[] = [
  { name: "all 17 types", joins: false, accepts: isAny, isCounted: () => true },
  { name: "all 17 types, neighbours joined", joins: true, accepts: isAny, isCounted: () => true },
  { name: "all 17 types, as its evaluation counts", joins: true, accepts: isAny, isCounted: () => true, asOne: true },
  { name: "all 17 types, of the right type", joins: false, accepts: isOfType, isCounted: () => true },
  { name: "types that wct means to find", joins: false, accepts: isAny, isCounted: isClaimed },
  { name: "the same, of the right type", joins: false, accepts: isOfType, isCounted: isClaimed },
];

const asOneType = ({ text, labels, found }: Sentence): Sentence => {
  const one = (spans: readonly Span[]) =>
    merged(
      spans.map((span) => ({ ...span, type: "any" })),
      text,
    );
  return { text, labels: one(labels), found: one(found) };
};

function allTypes(plain: readonly Sentence[], joined: readonly Sentence[]): Table {
  const rows = [0.9, 0.7].flatMap((iou) =>
    ways.map(({ name, joins, accepts, isCounted, asOne = false }) => {
      const sentences = asOne ? plain.map(asOneType) : joins ? joined : plain;
      const tally = tallyOf(sentences, iou, accepts, isCounted);
      return [name, String(iou), ...scores(tally.total())];
    }),
  );
  const words = plain.map(wordsOf);
  rows.push(["all 17 types, by words", "-", ...scores(tallyOf(words, 1, isAny).total())]);
  const all = plain.flatMap(({ labels }) => labels);
  const most = all.filter(isClaimed).length / all.length;
  return {
    id: "published-all",
    title: "Published benchmark, all types",
    note: `Spans of any type are right unless the row says otherwise. The evaluation that goes with the data set takes all types as one and then joins neighbours. The data set labels street, unit, city and country of an address apart, and wct finds an address as a whole, so that the last row counts words instead of spans. ${share(most)} of all labels have types that wct means to find: perfect, it would reach an F2 of ${share((5 * most) / (4 + most))} over all 17 types.`,
    head: ["labels of", "overlap", "labels", "P", "R", "F2"],
    rows,
  };
}

/** Each word of each span as a span of its own, once, so that it does not matter how spans are cut. */
function wordsOf({ text, labels, found }: Sentence): Sentence {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    type: "word",
  }));
  const within = (spans: readonly Span[]) =>
    words.filter((word) => spans.some(({ start, end }) => start <= word.start && word.end <= end));
  return { text, labels: within(labels), found: within(found) };
}

/** Joins spans of the same type with nothing but spaces and punctuation between them, as the published evaluation does. */
function merged(spans: readonly Span[], text: string): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last?.type === span.type && /^[\s\p{P}]*$/u.test(text.slice(last.end, span.start))) {
      result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else result.push(span);
  }
  return result;
}
