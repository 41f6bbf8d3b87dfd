import metadata from "libphonenumber-js/metadata.max.json";

/** The numbering plan of one country, with its patterns compiled. */
export interface NumberingPlan {
  readonly region: string;
  readonly callingCode: string;
  readonly lengths: ReadonlySet<number>;
  readonly pattern: RegExp;
  /** Prefix for calls within the country. It may contain groups that {@link transform} uses. */
  readonly prefix: RegExp | undefined;
  readonly transform: string | undefined;
  /** Patterns of fixed line, mobile, toll-free and other numbers. Empty: every number of the pattern is valid. */
  readonly types: readonly PlanType[];
}

interface PlanType {
  readonly pattern: RegExp;
  /** Undefined: all lengths of the plan. */
  readonly lengths: ReadonlySet<number> | undefined;
}

/** Positions in the array that describes a country. */
const at = { callingCode: 0, pattern: 2, lengths: 3, nationalPrefix: 5, prefix: 7, transform: 8, types: 11 };

const data: {
  readonly countries: Readonly<Record<string, unknown>>;
  readonly nonGeographic?: Readonly<Record<string, unknown>>;
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
} = metadata;

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const textAt = (entry: readonly unknown[], position: number): string | undefined => {
  const value = entry[position];
  return typeof value === "string" && value !== "" ? value : undefined;
};
const numbersOf = (value: unknown): ReadonlySet<number> | undefined =>
  Array.isArray(value) ? new Set(value.filter((one) => typeof one === "number")) : undefined;

/** Returns the plan of a country such as `DE`; undefined if it is unknown. */
export const planOf = (region: string): NumberingPlan | undefined => planFrom(region, data.countries[region]);

/** Returns the plans that share a calling code, the main country first. The code 800 and the like have one plan. */
export function plansOfCallingCode(code: string): readonly NumberingPlan[] {
  const regions = data.country_calling_codes[code];
  if (regions !== undefined) return regions.flatMap((region) => planOf(region) ?? []);
  return [planFrom("001", data.nonGeographic?.[code]) ?? []].flat();
}

function planFrom(region: string, value: unknown): NumberingPlan | undefined {
  if (!Array.isArray(value)) return undefined;
  const entry: readonly unknown[] = value;
  const prefix = textAt(entry, at.prefix) ?? textAt(entry, at.nationalPrefix);
  const types: unknown = entry[at.types];
  return {
    region,
    callingCode: textAt(entry, at.callingCode) ?? "",
    lengths: numbersOf(entry[at.lengths]) ?? new Set(),
    pattern: whole(textAt(entry, at.pattern) ?? "(?!)"),
    prefix: prefix === undefined ? undefined : new RegExp(`^(?:${prefix})`),
    transform: textAt(entry, at.transform),
    types: Array.isArray(types) ? types.flatMap(typeFrom) : [],
  };
}

function typeFrom(value: unknown): readonly PlanType[] {
  if (!Array.isArray(value)) return [];
  const pattern = textAt(value, 0);
  return pattern === undefined ? [] : [{ pattern: whole(pattern), lengths: numbersOf(value[1]) }];
}
