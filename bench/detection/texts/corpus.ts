import { allFakers, type Faker } from "@faker-js/faker";
import { type Half, hashOf, Random } from "../random.ts";
import type { Span } from "../score.ts";
import { localeOf } from "./locales.ts";
import { readTemplates, type TextTemplate } from "./templates.ts";
import { Values } from "./values.ts";

/** A made-up text with its labels. */
export interface LabelledText {
  readonly id: string;
  readonly half: Half;
  readonly locale: string;
  readonly text: string;
  readonly labels: readonly Span[];
}

/** Texts of each template and locale, so that a locale with one language file has enough of each type. */
const copies = 6;

const fakerOf = (id: string): Faker => {
  const fakers: Readonly<Record<string, Faker>> = allFakers;
  const faker = fakers[id];
  if (faker === undefined) throw new Error(`faker has no locale "${id}"`);
  return faker;
};

/** Makes the whole corpus. A text depends only on its template, locale and number, not on other templates. */
export function makeTexts(templates: readonly TextTemplate[] = readTemplates()): readonly LabelledText[] {
  return templates.flatMap((template) =>
    template.locales.flatMap((locale) =>
      Array.from({ length: copies }, (_, copy) => makeText(template, locale, copy)).filter(
        (text) => text !== undefined,
      ),
    ),
  );
}

function makeText(template: TextTemplate, localeId: string, copy: number): LabelledText | undefined {
  const id = `${template.id}/${localeId}/${copy}`;
  const faker = fakerOf(localeId);
  faker.seed(hashOf(id));
  const values = new Values(localeOf(localeId), faker, new Random(id));
  if (template.text.includes("{national}") && !values.hasIdentifier) return undefined;
  return { id, half: template.half, locale: localeId, ...fill(template.text, values) };
}

function fill(template: string, values: Values): { readonly text: string; readonly labels: readonly Span[] } {
  const labels: Span[] = [];
  let text = "";
  let last = 0;
  for (const match of template.matchAll(/\{([a-z_\d:]+)\}/g)) {
    text += template.slice(last, match.index);
    last = match.index + match[0].length;
    const { text: value, label } = values.of(match[1] ?? "");
    if (label !== undefined)
      addLabel(labels, { start: text.length, end: text.length + value.length, type: label }, text);
    text += value;
  }
  return { text: text + template.slice(last), labels };
}

/** A first name and the last name behind it are one person: `{first4} {last4}`. */
function addLabel(labels: Span[], label: Span, before: string): void {
  const held = labels.at(-1);
  const isSame = held?.type === "person" && label.type === "person" && before.slice(held.end) === " ";
  if (isSame) labels.splice(-1, 1, { ...held, end: label.end });
  else labels.push(label);
}
