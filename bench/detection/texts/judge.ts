import { analyse, textItem } from "../analyse.ts";
import type { DetectionOptions } from "../options.ts";
import type { Half } from "../random.ts";
import { pairSpans, precisionOf, recallOf, type Span, Tally } from "../score.ts";
import { scores, type Table, weakRows } from "../table.ts";
import { acceptsLabel, spansByPath } from "../types.ts";
import { type LabelledText, makeTexts } from "./corpus.ts";
import { labelTypes } from "./values.ts";

/** How much of a label and of what is found must overlap. */
export const spanOverlap = 0.9;

/** Judges the corpus of texts: by type in both halves and, if one locale is not chosen, by locale. */
export async function judgeTexts(options: DetectionOptions, print: (line: string) => void): Promise<readonly Table[]> {
  const texts = makeTexts().filter(
    ({ half, locale }) =>
      (options.half === undefined || options.half === half) &&
      (options.locale === undefined || options.locale === locale),
  );
  const judged = await judge(texts);
  if (options.show !== undefined) showExamples(judged, options.show, print);
  const head = (first: string) => [first, ...halves.flatMap((half) => [half, "P", "R", "F2"])];
  const byType = [...labelTypes, undefined].map((type) => [
    type ?? "all types",
    ...halves.flatMap((half) => scores(tallyOf(judged, half).total(type === undefined ? labelTypes : [type]))),
  ]);
  const note = `${texts.length} made-up texts, spans that overlap by ${spanOverlap} or more. Of each half: labels, precision, recall, F2.`;
  const table = { id: "texts", title: "Texts", note, head: head("type"), rows: byType, ...weakTypes(judged) };
  return options.locale === undefined ? [table, byLocale(judged)] : [table];
}

const halves: readonly Half[] = ["rules", "judge"];

interface JudgedText extends LabelledText {
  readonly pairing: ReturnType<typeof pairSpans>;
}

async function judge(texts: readonly LabelledText[]): Promise<readonly JudgedText[]> {
  const findings = await analyse(texts.map(({ id, text }) => textItem(`${id}.txt`, text)));
  const spans = spansByPath(findings);
  return texts.map((text) => {
    // The address in a link is found rightly, whether or not the link is.
    const found = (spans.get(`${text.id}.txt`) ?? []).filter((one) => !isWithinLink(one, text.labels));
    return { ...text, pairing: pairSpans(text.labels, found, { iou: spanOverlap, accepts: acceptsLabel }) };
  });
}

const isWithinLink = ({ start, end, type }: Span, labels: readonly Span[]): boolean =>
  type !== "url" && labels.some((label) => label.type === "url" && label.start <= start && end <= label.end);

function tallyOf(texts: readonly JudgedText[], half: Half): Tally {
  const tally = new Tally();
  for (const text of texts) if (text.half === half) tally.add(text.pairing);
  return tally;
}

function weakTypes(judged: readonly JudgedText[]): { readonly weak?: string } {
  const tally = tallyOf(judged, "judge");
  const isWeak = (type: string): boolean =>
    (precisionOf(tally.of(type)) ?? 0) < 0.95 || (recallOf(tally.of(type)) ?? 0) < 0.9;
  return weakRows("a precision of .95 or a recall of .9 in the half judge", labelTypes.filter(isWeak));
}

function byLocale(texts: readonly JudgedText[]): Table {
  const shown = ["person", "address", "phone", "birth_date", "national_id"];
  const rows = [...Map.groupBy(texts, ({ locale }) => locale)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([locale, all]) => {
      const tally = new Tally();
      for (const { pairing } of all) tally.add(pairing);
      return [
        locale,
        ...shown.flatMap((type) => scores(tally.of(type)).slice(1, 3)),
        ...scores(tally.total()).slice(1, 3),
      ];
    });
  return {
    id: "texts-by-locale",
    title: "Texts by locale",
    note: "Both halves. Of each type: precision, recall.",
    head: ["locale", ...[...shown, "all types"].flatMap((type) => [type, "R"])],
    rows,
  };
}

const mostExamples = 60;

/** Prints what was missed, or found without a label, in its line. The values are made up. */
function showExamples(
  texts: readonly JudgedText[],
  { kind, type }: NonNullable<DetectionOptions["show"]>,
  print: (line: string) => void,
): void {
  const examples = texts
    .filter(({ half }) => half === "rules")
    .flatMap(({ id, text, pairing }) =>
      pairing[kind]
        .filter((span) => type === undefined || span.type === type)
        .map((span) => `${span.type}  ${marked(text, span)}  (${id})`),
    );
  const step = Math.max(1, Math.floor(examples.length / mostExamples));
  const shown = examples.filter((_, index) => index % step === 0).slice(0, mostExamples);
  print(`${examples.length} ${kind} in the half rules, ${shown.length} of them:`);
  for (const example of shown) print(`  ${example}`);
}

function marked(text: string, { start, end }: Span): string {
  const [before, after] = [text.slice(Math.max(0, start - 50), start), text.slice(end, end + 30)];
  return `${before}[[${text.slice(start, end)}]]${after}`.replaceAll("\n", "⏎");
}
