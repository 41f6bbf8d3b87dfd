import { type NumberingPlan, planOf, plansOfCallingCode } from "./plan.ts";

/** The verdict on digits: `number` is in international form, such as `+4930901820`. */
export interface PhoneVerdict {
  readonly number: string;
  readonly region: string;
  /** Whether the digits are in a range that is in use. Otherwise, only their count is possible. */
  readonly isValid: boolean;
}

const byCallingCode = new Map<string, readonly NumberingPlan[]>();

/** Plans are compiled at their first use, because most texts have numbers of few countries. */
function plansAt(code: string): readonly NumberingPlan[] {
  const known = byCallingCode.get(code);
  if (known !== undefined) return known;
  const plans = plansOfCallingCode(code);
  byCallingCode.set(code, plans);
  return plans;
}

/** Validates phone numbers: international ones of all countries, national ones of the given regions in their order. */
export class NumberingPlans {
  readonly #regions: readonly string[];
  #plans: readonly NumberingPlan[] | undefined;

  /** `regions`: country codes such as `DE`. Unknown ones are left out. */
  constructor(regions: readonly string[]) {
    this.#regions = regions;
  }

  /** Judges digits that start with a calling code. Undefined: no such code, or not a possible length. */
  international(digits: string): PhoneVerdict | undefined {
    for (let size = 1; size <= 3; size++) {
      const plans = plansAt(digits.slice(0, size));
      const [main] = plans;
      if (main === undefined) continue;
      const national = withoutPrefix(digits.slice(size), main);
      const valid = plans.find((plan) => isInUse(national, plan));
      if (valid === undefined && !plans.some((plan) => plan.lengths.has(national.length))) return undefined;
      const region = (valid ?? main).region;
      return { number: `+${main.callingCode}${national}`, region, isValid: valid !== undefined };
    }
    return undefined;
  }

  /** Judges digits as they are dialled within a region. The first region in which they are valid counts. */
  national(digits: string): PhoneVerdict | undefined {
    this.#plans ??= this.#regions.flatMap((region) => planOf(region) ?? []);
    let possible: PhoneVerdict | undefined;
    for (const plan of this.#plans) {
      const national = withoutPrefix(digits, plan);
      if (!plan.lengths.has(national.length)) continue;
      const number = `+${plan.callingCode}${national}`;
      // The Isle of Man and others share the plan of a larger country.
      const group = plansAt(plan.callingCode);
      if (isInUse(national, plan) || (group.length > 1 && group.some((other) => isInUse(national, other))))
        return { number, region: plan.region, isValid: true };
      possible ??= { number, region: plan.region, isValid: false };
    }
    return possible;
  }
}

/** Removes the prefix for calls within the country, unless the digits are a whole number only with it. */
function withoutPrefix(digits: string, plan: NumberingPlan): string {
  const match = plan.prefix?.exec(digits);
  if (plan.prefix === undefined || match === null || match === undefined) return digits;
  const hasGroups = match.length > 1 && match.at(-1) !== undefined;
  const rest =
    plan.transform !== undefined && hasGroups
      ? digits.replace(plan.prefix, plan.transform)
      : digits.slice(match[0].length);
  if (plan.pattern.test(digits) && !plan.pattern.test(rest)) return digits;
  return plan.lengths.has(rest.length) ? rest : digits;
}

function isInUse(national: string, { lengths, pattern, types }: NumberingPlan): boolean {
  if (!lengths.has(national.length) || !pattern.test(national)) return false;
  if (types.length === 0) return true;
  return types.some((type) => (type.lengths?.has(national.length) ?? true) && type.pattern.test(national));
}
