import { wordsOf } from "../rules/index.ts";
import type { NamedTable } from "./tables.ts";

/** The words of the table that a column such as `user_id`, `userid`, `id_user` or `fk_user` refers to; undefined if it is no key. */
export function keyTarget(words: readonly string[]): readonly string[] | undefined {
  const last = words.at(-1) ?? "";
  if (last === "id") return words.length > 1 ? words.slice(0, -1) : undefined;
  if (words.length > 1 && (words[0] === "id" || words[0] === "fk")) return words.slice(1);
  return last.length > 4 && last.endsWith("id") ? [...words.slice(0, -1), last.slice(0, -2)] : undefined;
}

const auditWords: ReadonlySet<string> = new Set(
  (
    "audit audited create created creator creation creat update updated updater modify modified modif modifier edit edited editor " +
    "enter entered delete deleted deleter insert inserted inserimento change changed validate validated valid validator " +
    "approve approved approver assign assigned assignee owner close closed locked lock archived verified verifier checked " +
    "processed handled managed registered added manager supervisor recruiter publisher published reviewed"
  ).split(" "),
);

/** Returns whether a column names who made, changed or handles a row: `created_by`, `owner_id`. */
export const isAudit = (words: readonly string[]): boolean =>
  words.some((word) => auditWords.has(word) || fusedAudit.test(word));

const fusedAudit = /(?:creator|createdby|modifiedby|updatedby|enteredby|editedby|owner)(?:id)?$/u;

/** Names of keys that nearly all tables of a program for many companies have. */
const tenantWords: ReadonlySet<string> = new Set(["client", "account", "customer", "tenant"]);
const shareOfTenantKey = 0.6;
const fewestTables = 5;

/** Returns whether a column says to which company of a shared program a row belongs: it is in nearly all tables. */
export function isTenantKey(column: string, members: readonly NamedTable[]): boolean {
  const last = keyTarget(wordsOf(column))?.at(-1);
  if (last === undefined || !tenantWords.has(last) || members.length < fewestTables) return false;
  const having = members.filter(({ columns }) => columns.includes(column)).length;
  return having >= members.length * shareOfTenantKey;
}

/** Words of keys that are no name of their own. */
const plain: ReadonlySet<string> = new Set("id code uuid guid key number no nr name type row seq sequence".split(" "));

/**
 * Returns a function that finds the table whose key has a column's name: `subject_id` is the key of `patients`. The first
 * column of a table is taken for its key if it has a name of its own.
 */
export function keyColumns(
  persons: readonly (NamedTable & { readonly words: readonly string[] })[],
): (words: readonly string[]) => readonly string[] | undefined {
  const cores = Map.groupBy(persons, ({ columns }) => coreOf(wordsOf(columns[0] ?? "")));
  const byCore = new Map([...cores].flatMap(([core, [one, ...more]]) => (more.length > 0 ? [] : [[core, one?.words]])));
  // A number is a key too where it has the same name.
  const byNumber = Map.groupBy(
    persons.filter(({ columns }) => isNumber(wordsOf(columns[0] ?? ""))),
    ({ columns }) => wordsOf(columns[0] ?? "").join(" "),
  );
  return (words) => {
    const [numbered, ...others] = byNumber.get(words.join(" ")) ?? [];
    if (numbered !== undefined && others.length === 0) return numbered.words;
    const core = coreOf(words)?.split(" ") ?? [];
    for (let start = 0; start < core.length; start++) {
      const found = byCore.get(core.slice(start).join(" "));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

const isNumber = (words: readonly string[]): boolean =>
  words.join("").length > 6 && /(?:number|nummer|numero|no|nr|code|matricule)$/u.test(words.at(-1) ?? "");

/** The words of a key without those that only say that it is one; undefined if it is none. */
function coreOf(words: readonly string[]): string | undefined {
  const split = words.flatMap((word) => (/^id\p{L}{3,}$/u.test(word) ? ["id", word.slice(2)] : [word]));
  const last = split.at(-1) ?? "";
  const fused = last.length > 4 && last.endsWith("id") ? [...split.slice(0, -1), last.slice(0, -2), "id"] : split;
  if (!fused.includes("id") && fused[0] !== "num") return undefined;
  const core = fused.filter((word) => !plain.has(word) && word !== "num");
  return core.length === 0 ? undefined : core.join(" ");
}
