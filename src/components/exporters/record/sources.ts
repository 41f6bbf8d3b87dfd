import type { Article30Cell, Article30Provenance } from "../../../plugin/index.ts";
import type { Value, ValueSource } from "./document.ts";
import { absence, type Reading, textsOf } from "./wording.ts";

// A category can have thousands of findings; the JSON export contains all of them.
const listedPlaces = 12;

/** Numbers sources in the order of their first reference in the document. */
export interface SourceList {
  readonly numbersOf: (provenance: readonly Article30Provenance[]) => number[];
  readonly all: () => readonly ValueSource[];
}

export function sourceList(): SourceList {
  const numbered = new Map<string, ValueSource>();
  const numberOf = (provenance: Article30Provenance): number => {
    const key = JSON.stringify(provenance);
    const known = numbered.get(key);
    if (known !== undefined) return known.number;
    const source = describe(provenance, numbered.size + 1);
    numbered.set(key, source);
    return source.number;
  };
  return {
    numbersOf: (provenance) => [...new Set(provenance.map(numberOf))].sort((a, b) => a - b),
    all: () => [...numbered.values()],
  };
}

function describe(provenance: Article30Provenance, number: number): ValueSource {
  if (provenance.kind === "config") {
    return { number, kind: "config", origin: provenance.file, findings: 0, places: [provenance.path], further: 0 };
  }
  const { artifact, ids, places = [] } = provenance;
  return {
    ...{ number, kind: "finding", origin: artifact, findings: ids.length },
    places: places.slice(0, listedPlaces),
    further: Math.max(0, places.length - listedPlaces),
  };
}

/** Makes a value from text that the document itself adds. */
export const plain = (text: string, tag: string | null = null): Value => ({ text, status: null, sources: [], tag });

interface ValueOptions {
  readonly reading?: Reading;
  readonly tag?: string | null;
}

type AnyCell = Article30Cell<string | readonly string[] | boolean>;

/** Returns the values of a cell, or the text that explains their absence. */
export function allValues(
  cell: AnyCell,
  { numbersOf }: SourceList,
  { reading = "text", tag = null }: ValueOptions = {},
): Value[] {
  const texts = textsOf(cell, reading);
  const sources = numbersOf(cell.provenance);
  if (texts.length === 0) return [{ text: absence(cell.status), status: absentStatus(cell), sources, tag }];
  return texts.map((text) => ({ text, status: cell.status, sources, tag }));
}

/** Joins the values of a cell into one, for a cell of a table. */
export function oneValue(cell: AnyCell, sources: SourceList, options: ValueOptions = {}): Value {
  const values = allValues(cell, sources, options);
  const [first] = values;
  return {
    text: values.map((value) => value.text).join(", "),
    status: first?.status ?? cell.status,
    sources: first?.sources ?? [],
    tag: options.tag ?? null,
  };
}

// A cell must not look filled if its status claims a value that is absent.
const absentStatus = ({ status }: Article30Cell<unknown>): Value["status"] =>
  status === "not_applicable" || status === "not_detected" ? status : "needs_human";

/** Returns the text of a cell for a heading, which shows no sources. */
export function shortText(cell: Article30Cell<string>): string {
  return textsOf(cell)[0] ?? absence(cell.status);
}
