import { anyOf, type FactKind, type PersonFact } from "./fact.ts";

/** Last words of job titles, of which the words before say more: `Staff development specialist`. */
const jobs = [
  "accountant|actor|administrator|adviser|advisor|agent|analyst|architect|artist|assistant|associate|attendant|attorney|auditor|baker|builder|buyer|carpenter|cashier|chef|chemist|cleaner|clerk|coach|collector|conductor|consultant|controller|coordinator|counsellor|counselor|designer|developer|director|dispatcher|driver|economist|editor|electrician|engineer|examiner|expert|farmer|firefighter|fitter|foreman|geologist|guard|handler|hygienist|inspector|installer|instructor|interpreter|interviewer|investigator|journalist|judge|laborer|labourer|lawyer|lead|lecturer|librarian|machinist|maid|manager|mechanic|nurse|officer|operator|optician|packager|painter|paramedic|partner|pharmacist|photographer|physician|physicist|pilot|planner|plumber|porter|president|processor|producer|professor|programmer|psychologist|recruiter|repairer|reporter|representative|researcher|roofer|salesperson|scientist|secretary|setter|solicitor|specialist|statistician|supervisor|surgeon|surveyor|tailor|teacher|technician|technologist|teller|tester|therapist|translator|treasurer|trainer|tutor|veterinarian|waiter|waitress|welder|worker|writer|CEO|CTO|CFO|COO|CIO",
  "\\p{L}*(?:leiter|berater|ingenieur|entwickler|assistent|beauftragte|referent|geschäftsführer|verwalter|techniker|arzt|anwalt|lehrer|meister|händler|kaufmann|sekretär|direktor)(?:in|r)?|\\p{L}*(?:kauffrau|ärztin|anwältin|pflegerin)",
  "directeur|directrice|ingénieure?|comptable|développeur|développeuse|responsable [\\p{L} ]+|chargée? de [\\p{L} ]+|conseiller|conseillère|avocate?|secrétaire|chef de [\\p{L} ]+",
  "directora?|ingenier[oa]|abogad[oa]|contable|profesora?|médic[oa]|secretari[oa]|responsable|direttore|direttrice|ingegnere|avvocato|ragioniere|responsabile [\\p{L} ]+|segretari[oa]",
  "directeur|adviseur|medewerker|medewerkster|beheerder|ontwikkelaar|boekhouder|advocaat|dyrektor|kierownik|inżynier|księgow[ay]|prawnik|specjalista [\\p{L}. ]+|diretora?|engenheir[oa]|advogad[oa]|contabilista|médic[oa]",
].join("|");
const modifier = "[\\p{L}][\\p{L}/&'’()-]*,? ";
const job = `(?:${modifier}){0,5}(?:${jobs})(?: (?:of|for|in) [\\p{L}&]+(?: [\\p{L}&]+){0,2})?`;
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
    `(?:, the |, |${lineBreak})(?<value>(?i:${job}))(?=[ \\t]*\\n|[ \\t]*$|, (?:said|says|told|who|at|of)|,\\n|[.)|;])`,
  ),
  behind(
    "employment",
    "(?:, the )(?<value>[\\p{L}][\\p{L} /-]{2,40}[\\p{L}])(?=, (?:said|says|told|explained|added|wrote|announced))",
  ),
  behind("employment", `(?: |, )(?:of|with|from|at) (?<value>${department}${word}(?: ${word}){0,3}${form})(?!\\p{L})`),
  behind(
    "employment",
    `(?: of|, (?:of|at)) (?<value>${department}${word}(?: ${word}){0,2})(?=['’]s |,|\\.(?:\\s|$)|;|\\))`,
  ),
  behind(
    "residence",
    `,? from (?!${word}(?: ${word}){0,3}${form})(?<value>${department}${word}(?: ${word}){0,2})${clauseEnd}`,
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
