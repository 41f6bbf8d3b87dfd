import { readFileSync } from "node:fs";
import { z } from "zod";
import { analyse, textItem } from "./analyse.ts";
import { pairSpans, type Span, Tally } from "./score.ts";
import { scores, type Table } from "./table.ts";
import { spansByPath } from "./types.ts";

const dataSet = z.array(
  z.object({
    full_text: z.string(),
    spans: z.array(z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() })),
  }),
);

/** The types of the data set and what wct calls the same; undefined where wct claims nothing of that type. */
export const publishedTypes: Readonly<Record<string, string | undefined>> = {
  PERSON: "person",
  STREET_ADDRESS: "address",
  PHONE_NUMBER: "phone",
  EMAIL_ADDRESS: "email",
  CREDIT_CARD: "card",
  IBAN_CODE: "iban",
  US_SSN: "national_id",
  US_DRIVER_LICENSE: "national_id",
  IP_ADDRESS: "ip",
  DOMAIN_NAME: "url",
  GPE: undefined,
  ORGANIZATION: undefined,
  DATE_TIME: undefined,
  TITLE: undefined,
  AGE: undefined,
  NRP: undefined,
  ZIP_CODE: undefined,
};

interface Sentence {
  readonly labels: readonly Span[];
  readonly found: readonly Span[];
}

/** Judges the published data set: by type, and all types together as its own evaluation counts them. */
export async function judgePublished(file: string): Promise<readonly Table[]> {
  const data = dataSet.parse(JSON.parse(readFileSync(file, "utf8")));
  const findings = await analyse(data.map(({ full_text: text }, index) => textItem(`${index}.txt`, text)));
  const spans = spansByPath(findings);
  const sentences = data.map(({ full_text: text, spans: labels }, index) => ({
    labels: merged(
      labels.map((one) => ({ start: one.start_position, end: one.end_position, type: one.entity_type })),
      text,
    ),
    found: merged(spans.get(`${index}.txt`) ?? [], text),
  }));
  return [byType(sentences), allTypes(sentences)];
}

function byType(sentences: readonly Sentence[]): Table {
  const tallies = [0.9, 0.7].map((iou) => {
    const tally = new Tally();
    for (const { labels, found } of sentences) {
      tally.add(pairSpans(labels, found, { iou, accepts: (label, one) => publishedTypes[label] === one }));
    }
    return tally;
  });
  const rows = Object.entries(publishedTypes).map(([type, own]) => [
    type,
    own ?? "-",
    // What has no label counts against the first type that wct would have called so.
    ...tallies.flatMap((tally, index) => scores(withNoise(tally, type, own)).slice(index === 0 ? 0 : 1)),
  ]);
  return {
    id: "published-types",
    title: "Published benchmark by type",
    note: "Spans of presidio-research `synth_dataset_v2` that overlap by 0.9 or more, then by 0.7 or more. The second column is what wct calls the type; `-`: it claims nothing of it.",
    head: ["type", "in wct", "labels", "P", "R", "F2", "P .7", "R .7", "F2 .7"],
    rows,
  };
}

function withNoise(tally: Tally, type: string, own: string | undefined) {
  const isFirst = Object.entries(publishedTypes).find(([, other]) => other === own)?.[0] === type;
  return own !== undefined && isFirst ? tally.total([type, own]) : tally.of(type);
}

function allTypes(sentences: readonly Sentence[]): Table {
  const rows = [0.9, 0.7].flatMap((iou) =>
    ([true, false] as const).map((countsAll) => {
      const tally = new Tally();
      for (const { labels, found } of sentences) {
        const counted = countsAll ? labels : labels.filter(({ type }) => publishedTypes[type] !== undefined);
        tally.add(pairSpans(counted, found, { iou, accepts: () => true }));
      }
      return [countsAll ? "all 17 types" : "types that wct claims", String(iou), ...scores(tally.total())];
    }),
  );
  return {
    id: "published-all",
    title: "Published benchmark, all types",
    note: "As the published evaluation counts: neighbours of one type are one span, and the type that is found does not matter. The first and third row count every label, also of the types that wct does not look for (places, organisations, dates, titles, ages, nationalities).",
    head: ["labels of", "overlap", "labels", "P", "R", "F2"],
    rows,
  };
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
