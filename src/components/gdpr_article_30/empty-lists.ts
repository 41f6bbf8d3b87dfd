import type { Article30Activity, Article30Cell, Article30EmptyLists } from "../../plugin/index.ts";
import { type ActivityInput, pathIn } from "./activity-input.ts";
import { gap } from "./cells.ts";
import type { Organisation } from "./organisation.ts";

/** The lists that an activity may declare, or leave to the organisation. */
export type DeclaredList = "recipients" | "transfers" | "security_measures";

interface DeclaredRows<K extends DeclaredList> {
  /** Undefined if neither the activity nor the organisation declares it. */
  readonly list: readonly NonNullable<Organisation[K]>[number][] | undefined;
  readonly isOwn: boolean;
}

export function declaredRows<K extends DeclaredList>(
  { declared, organisation, path }: Pick<ActivityInput, "declared" | "organisation" | "path">,
  key: K,
): DeclaredRows<K> {
  const own = path === null ? undefined : declared[key];
  return { list: own ?? organisation[key], isOwn: own !== undefined };
}

type Lists = { readonly [K in keyof Article30EmptyLists]-?: Article30Activity[K] };

/**
 * Tells for every empty list whether the organisation declares that there is nothing, whether nothing was found, or
 * whether nobody said anything. A processor is not asked for some of them.
 */
export function emptyLists(input: ActivityInput, role: Article30Activity["role"], lists: Lists): Article30EmptyLists {
  const { analysed } = input;
  const isAsked = role === "controller";
  const why = {
    purposes: spoken(input, "purposes", analysed.purposes ? "not_detected" : "needs_human"),
    data_subjects: spoken(input, "data_subjects", ifAsked(isAsked, analysed.subjects ? "not_detected" : "needs_human")),
    personal_data: spoken(input, "personal_data", ifAsked(isAsked, "not_detected")),
    recipients: declaredNone(input, "recipients", isAsked),
    transfers: declaredNone(input, "transfers", true),
    retention: spoken(input, "retention", ifAsked(isAsked, "needs_human")),
    security_measures: declaredNone(input, "security_measures", true),
  };
  const keys = (Object.keys(why) as (keyof typeof why)[]).filter((key) => lists[key].length === 0);
  return Object.fromEntries(keys.map((key) => [key, why[key]]));
}

type EmptyCell = Article30Cell<"none">;
type Missing = "not_detected" | "needs_human" | "not_applicable";

const ifAsked = (isAsked: boolean, missing: Missing): Missing => (isAsked ? missing : "not_applicable");

function spoken(
  input: ActivityInput,
  key: "purposes" | "data_subjects" | "personal_data" | "retention",
  missing: Missing,
): EmptyCell {
  const isSaid = input.path !== null && input.declared[key] !== undefined;
  return isSaid ? input.cells.declared("none", pathIn(input)(key)) : gap(missing);
}

function declaredNone(input: ActivityInput, key: DeclaredList, isAsked: boolean): EmptyCell {
  const { list, isOwn } = declaredRows(input, key);
  if (list === undefined) return gap(ifAsked(isAsked, "needs_human"));
  return input.cells.declared("none", isOwn ? pathIn(input)(key) : key);
}
