import { anyCase } from "../phrases/index.ts";
import { anyOf, type FactKind, type PersonFact } from "./fact.ts";
import { jobTitle as job } from "./jobs.ts";
import { ofEmployer, roles } from "./roles.ts";

const lineBreak = "[ \\t]*\\n[>?*# \\t]*(?:\\n[>?*# \\t]*)?";
const word = "\\p{Lu}(?:[\\p{L}\\p{M}\\d&-]|['’](?!s(?!\\p{L})))*\\p{Ll}[\\p{L}\\d]*";
const department =
  "(?!(?:HR|IT|Accounting|Accounts|Sales|Marketing|Finance|Legal|Support|Engineering|Operations|Logistics|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|A|An)(?!\\p{L}))";
const form = "(?:,? (?:Inc\\.?|Ltd\\.?|LLC|GmbH|AG|Corp\\.?|Corporation|Company|Group|Bank|PLC|plc))";
const clauseEnd =
  "(?=,|\\.(?:\\s|$)|;|\\)|\\s*$|\\n| (?:is|was|has|had|will|who|and|says?|said|wrote|called|asked|told))";

const behind = (kind: FactKind, source: string) => ({ kind, pattern: new RegExp(source, "duy") });

const sayings = [
  behind("age", "(?:, (?<value>[1-9]\\d)(?=, (?!\\d)|\\. ?\\p{Lu}\\p{Ll}+ (?!\\d)|\\.?$)| \\((?<other>[1-9]\\d)\\))"),
  behind(
    "employment",
    `(?:, the |, |${lineBreak})(?<value>(?:${anyCase(job)}))(?=[ \\t]*\\n|[ \\t]*$|, (?:said|says|told|who|at|of)|,\\n|[.)|;])`,
  ),
  behind(
    "employment",
    "(?:, the )(?<value>[\\p{L}][\\p{L} /-]{2,40}[\\p{L}])(?=, (?:said|says|told|explained|added|wrote|announced))",
  ),
  behind("employment", `(?:, (?:the )?)(?<value>(?:${anyCase(roles)}))(?= ${ofEmployer} ?\\p{Lu})`),
  behind(
    "employment",
    `(?: |, )(?:(?:is|am) )?(?:of|with|from|at) (?<value>${department}(?:\\d{1,3} )?${word}(?: ${word}){0,3}${form})(?!\\p{L})`,
  ),
  behind(
    "employment",
    `(?: of|, (?:of|at)) (?<value>${department}${word}(?: ${word}){0,2})(?=['’]s |,|\\.(?:\\s|$)|;|\\))`,
  ),
  behind(
    "residence",
    `,? from (?!(?:\\d{1,3} )?${word}(?: ${word}){0,3}${form})(?<value>${department}${word}(?: ${word}){0,2})${clauseEnd}`,
  ),
  behind(
    "residence",
    `,? (?:aus|uit) (?<value>${word}(?: (?:am|an|der|den) ${word}| ${word})?)(?=[,.;)]|\\s*$|\\n| (?:ist|hat|war|wird|sagt|schreibt|heeft|zegt|werd))`,
  ),
];

const any = anyOf(
  sayings.map(({ pattern }) => pattern),
  "y",
);

/** Returns what is said of a person directly behind the name: `Ines Falk, 34,`, `Ines Falk, Sales manager`, `Ines Falk of Acme,`. */
export function factsBehindName(text: string, nameEnd: number): readonly PersonFact[] {
  any.lastIndex = nameEnd;
  if (!any.test(text)) return [];
  const found: PersonFact[] = [];
  for (const { kind, pattern } of sayings) {
    pattern.lastIndex = nameEnd;
    const { value, other } = pattern.exec(text)?.indices?.groups ?? {};
    const span = value ?? other;
    if (span === undefined) continue;
    const [start, end] = span;
    found.push({ kind, person: "before", from: nameEnd, to: end, start, end });
  }
  return found;
}
