import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";

/** A place that was not read, or not in full. `read` and `total` have the unit that the reason names. */
export interface UnreadPlace {
  readonly what: string;
  readonly reason: string;
  readonly read: number | null;
  readonly total: number | null;
}

/** Collects the places that findings say were not read, each once: several components repeat those of one source. */
export class UnreadPlaces {
  readonly #byKey = new Map<string, UnreadPlace>();

  /** `rest`: the content of an artifact with findings, without these. */
  add(rest: JsonObject): void {
    const limits = objectOf(objectOf(rest["analysis"])["limits"]);
    const notices = Array.isArray(limits["notices"]) ? limits["notices"] : [];
    for (const notice of notices.map(objectOf)) {
      const { what, reason } = notice;
      if (typeof what !== "string" || typeof reason !== "string" || isOfOutput.test(reason)) continue;
      const place = { what, reason, read: numberOrNull(notice["read"]), total: numberOrNull(notice["total"]) };
      this.#byKey.set(JSON.stringify([what, reason]), place);
    }
  }

  /** In the order of the artifacts. */
  all(): readonly UnreadPlace[] {
    return [...this.#byKey.values()];
  }

  /** Their number, with those that are only counted. */
  count(): number {
    return this.all().reduce((sum, { reason }) => sum + Number(countedOnly.exec(reason)?.[1] ?? 1), 0);
  }
}

/** A notice about a long list in a finding: everything was read. */
const isOfOutput = /^only the first \d+ places of .* are listed$/s;

/** A notice that stands for many, which are not listed: `2000 more: unknown extension`. */
const countedOnly = /^(\d+) more: /;

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const numberOrNull = (value: JsonValue | undefined): number | null => (typeof value === "number" ? value : null);
