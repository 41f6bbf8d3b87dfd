import { type FactGrammar, saying } from "./fact.ts";
import { jobTitle } from "./jobs.ts";
import { ofEmployer, roles } from "./roles.ts";

const word = "\\p{Lu}[\\p{L}\\p{M}\\d&'’-]*(?:\\.(?=\\p{Lu}\\.?))?";
const form =
  "(?:,? (?:Inc|Ltd|LLC|LLP|GmbH|AG|SE|KG|SA|S\\.A\\.|SAS|SARL|SpA|S\\.p\\.A\\.|S\\.r\\.l\\.|BV|B\\.V\\.|NV|N\\.V\\.|Sp\\. z o\\.o\\.|Lda|PLC|plc|Corp|Co)(?:\\.(?= [\\p{Ll}(]|,))?)";
const never =
  "(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Weihnachten|I|My|The|A|An|We|Our|Your|You|It|This|That|He|She|Europe|Him|Her|Them|Ihnen|Ihre[mnrs]?|Sie|Uns|God)(?![\\p{L}]))";
/** `Acme`, `Owens, Duran and Oneal`, `Deutsche Bahn AG`, `Ernst & Young`. */
const organisation = `(?<value>${never}${word}(?:(?:,? (?:and|und|et|y|e|en|i|&|of|de|der|für|for|du|do|da|del|della|van) | )(?!S\\.)${word}){0,5}${form}?)(?![\\p{L}\\p{N}])`;
const listed = `(?<value>${never}${word}(?: ${word}){0,2}, ${word}(?: ${word}){0,2} (?:and|&) ${word}(?: ${word})?)(?![\\p{L}\\p{N}])`;
const jobEnd = "(?= (?:at|for|in|with|since|until|and|but)(?!\\p{L})|[,.;]|\\s*$)";
const the = "(?:the |der |die |dem |den |la |le |l['’]|il |lo |het |de |a |o )?";

/** What stands before the name of an employer. `a covered work of the Program` and most other uses of *work* do not. */
const mayHold = new RegExp(
  `(?:(?:works?|worked|working|employed)(?: [\\p{L}-]+){0,5}? (?:at|for|by)|joined|years? at|(?:is|am|['’]m|['’]s) (?:with|from)|(?:${roles}) ${ofEmployer}|(?<!\\p{L})(?:bei|beim|für|chez|pour|par|en|para|presso|per|alla|da|bij|voor|dla|przez|firmie|spółce|als|comme|como|come|jako|arbeitgeber:|arbeitgeber ist)|(?:pracuj|pracow|zatrudn|trabalh|lavor|impiegat|assunt|employé|salarié)[\\p{L}]*(?: [\\p{L}]+){0,2}) ?(?:\\p{Ll}{1,4}[ '’]){0,2}(?:l['’])?\\p{Lu}|(?:work(?:s|ed|ing)?|employed)(?: [\\p{L}\\d&,.'-]+){0,8}? as |(?:arbeit|travaill|trabaj|trabalh|lavor|werk|prac)\\p{L}* (?:als|de|como|come|comme|jako) \\p{L}`,
  "u",
);

/**
 * Whom a person works for and as what: `works at Acme`, `Ines Falk, CEO of Acme`, `travaille chez Renault`. `Works at
 * scale` and `works for everyone` name no employer.
 */
export const employment: FactGrammar = {
  kind: "employment",
  triggers: [
    ..."work|works|worked|working|employed|joined|ceo|cto|cfo|coo|cio|founder|co-founder|president|vice president|director|manager|head|owner|partner|secretary|chairman|chairwoman|chair|engineer|developer|analyst|consultant|employee|spokesman|spokeswoman|spokesperson|accountant|professor|lecturer|researcher|nurse|clerk|intern|editor|year at|is from|am from|i'm from|is with|am with|i'm with".split(
      "|",
    ),
    ..."arbeitet|arbeite|arbeitete|beschäftigt|angestellt|geschäftsführer|geschäftsführerin|vorstand|leiter|leiterin|chef|chefin|inhaber|inhaberin|mitarbeiter|mitarbeiterin|direktor|direktorin|sprecher|sprecherin|gründer|gründerin|arbeitgeber".split(
      "|",
    ),
    ..."travaille|travaillait|employé|employée|salarié|salariée|pdg|directeur|directrice|président|présidente|gérant|gérante|fondateur|fondatrice|employeur".split(
      "|",
    ),
    ..."trabaja|trabajo|trabajaba|empleado|empleada|directora|presidente|gerente|fundador|fundadora|lavora|lavoro|lavorava|dipendente|impiegato|impiegata|direttore|direttrice|fondatore|titolare".split(
      "|",
    ),
    ..."werkt|werk|werkte|werkzaam|in dienst|oprichter|eigenaar|medewerker|medewerkster|woordvoerder|pracuje|pracuję|pracował|pracowała|zatrudniony|zatrudniona|prezes|dyrektor|założyciel|pracownik|trabalha|trabalhava|diretor|diretora|funcionário|funcionária|sócio".split(
      "|",
    ),
  ],
  mayHold,
  sayings: [
    saying(
      "before",
      `(?:used to )?(?:works?|worked|working|employed)(?: as an? (?:\\p{Ll}+ ){1,3}?| (?:full|part)[- ]time)? ?(?:at|for|by) ${the}(?:${listed}|${organisation.replace("<value>", "<value2>")})`,
    ),
    saying("before", `(?:used to )?(?:works?|worked|working|employed) as (?:an? )?(?<value>${jobTitle})${jobEnd}`),
    saying(
      "before",
      `(?:used to )?(?:works?|worked|working|employed) (?:at|for|with) ${the}${organisation.replace("?<value>", "?:")} as (?:an? )?(?<value>${jobTitle})${jobEnd}`,
      "i",
    ),
    saying(
      "before",
      `(?:arbeite[t]?|arbeitete) (?:seit \\d{4} )?als (?<value>\\p{Lu}\\p{L}{3,})(?= (?:bei|beim|für|in|im)|[.,;]|$)`,
    ),
    saying(
      "before",
      `(?:travaille|travaillait) comme (?<value>\\p{Ll}{4,}(?: \\p{Ll}{5,})?)(?= (?:chez|à|pour|dans)(?!\\p{L})|[.,;]|$)`,
    ),
    saying(
      "before",
      `(?:trabaj[ao]|trabajaba|lavor[ao]|lavorava|trabalh[ao]|trabalhava) (?:de|como|come) (?<value>\\p{Ll}{4,}(?: \\p{Ll}{5,})?)(?= (?:en|para|presso|per|alla|da|n[ao]|em)(?!\\p{L})|[.,;]|$)`,
    ),
    saying("before", `(?:werkt?|werkte) als (?<value>\\p{Ll}{4,})(?= (?:bij|voor|in)(?!\\p{L})|[.,;]|$)`),
    saying("before", `(?:pracuj[eę]|pracowała?) jako (?<value>\\p{Ll}{4,})(?= (?:we?|dla)(?!\\p{L})|[.,;]|$)`),
    saying("before", `(?:is|am|['’]m|['’]s) (?:with|from) ${the}${organisation.replace(`${form}?`, form)}`),
    saying("before", `(?:has |have |just |recently )?joined ${the}${organisation}(?= (?:as|in|last|this|on)|[.,])`),
    saying("sentence", `(?<!\\p{L})spent (?:a|an|one|two|three|\\d+) years? at ${organisation}`),
    saying("sentence", `(?<![\\p{L}-])(?:${roles}) ${ofEmployer} ?${the}${organisation}`),
    saying(
      "before",
      `(?:arbeitet|arbeite|arbeitete|(?:ist|bin|war) (?:beschäftigt|angestellt|tätig))(?: (?:seit|als) [\\p{L}\\d]+| (?:jetzt|derzeit))* (?:bei|für|beim) ${the}${organisation}`,
    ),
    saying("sentence", `(?:beschäftigt|angestellt|Arbeitgeber:|Arbeitgeber ist) (?:bei |beim )?${the}${organisation}`),
    saying(
      "before",
      `(?:travaille|travaillait|travaillant)(?: (?:comme|depuis) [\\p{L}\\d]+| actuellement)? (?:chez|pour) ${the}${organisation}`,
    ),
    saying("sentence", `(?:employée?|salariée?|embauchée?) (?:chez|par|de) ${the}${organisation}`),
    saying("before", `(?:trabaj[ao]|trabajaba)(?: como \\p{L}+| actualmente)? (?:en|para) ${the}${organisation}`),
    saying(
      "before",
      `(?:lavor[ao]|lavorava)(?: come \\p{L}+| attualmente)? (?:presso|per|alla|da) ${the}${organisation}`,
    ),
    saying("sentence", `(?:impiegat[oa]|assunt[oa]) (?:presso|da) ${the}${organisation}`),
    saying(
      "before",
      `(?:werkt?|werkte|(?:is|ben) werkzaam)(?: als \\p{L}+| momenteel)? (?:bij|voor) ${the}${organisation}`,
    ),
    saying("sentence", `(?:werkzaam|in dienst) bij ${the}${organisation}`),
    saying(
      "before",
      `(?:pracuj[eę]|pracowała?)(?: jako \\p{L}+| obecnie)? (?:w|dla) (?:firmie |spółce )?${organisation}`,
    ),
    saying(
      "within",
      `(?<!\\p{L})(?:[Tt]rabajo|[Pp]racuję|[Tt]rabalho|[Ll]avoro) (?:para a|para o|para|dla|w firmie|presso|na) ${organisation}`,
    ),
    saying("sentence", `zatrudnion[ya] (?:w|przez) (?:firmie |spółce )?${organisation}`),
    saying(
      "before",
      `(?:trabalh[ao]|trabalhava)(?: como \\p{L}+| atualmente)? (?:na|no|para a|para o|para) ${organisation}`,
    ),
  ],
};
