import { ownedBy } from "./persons.ts";
import { type Statement, wordsIn } from "./statement.ts";

const employers = `
employer former_employer current_employer previous_employer arbeitgeber arbeitgeberin arbeitgebers dienstgeber dienstgeberin employeur ancien_employeur empleador empleadora empresa datore_di_lavoro werkgever pracodawca pracodawcy pracodawcą
entidade_patronal empregador entidade_empregadora arbetsgivare arbejdsgiver arbeidsgiver työnantaja työnantajasi zaměstnavatel zaměstnavatele zamestnávateľ munkáltató munkáltatója angajator angajatorul poslodavac delodajalec tööandja darba_devējs darbdavys работодател работодатель роботодавець εργοδότης işvereniniz
`;
const word = "\\p{Lu}[\\p{L}\\p{N}&'’.-]*";
const article =
  "(?:(?:the|die|der|das|dem|den|la|le|l['’]|el|il|lo|de|het|firma|firmą|firmy|fa\\.|société|sociedad|società|empresa|ditta|azienda|bedrijf|company|spółka|spółką|a|o) ?){0,3}";

/** `Ihr Arbeitgeber, die Muster GmbH,`: whom a person works for. */
export const employer: readonly Statement[] = [
  {
    ...{ id: "own employer", category: "employment", triggers: wordsIn(employers), person: "none", before: ownedBy },
    behind: new RegExp(
      `(?:,| (?:is|ist|war|was|est|es|è|jest|é|är|er|je):?|:| \\() ?${article}(?<value>(?!(?:I|The|Sie|Bitte|Please|Wir|We|You|Vous|Herr|Frau|Mr|Mrs)(?!\\p{L}))${word}(?: (?:gGmbH|gAG|e\\.V\\.|s\\.r\\.o\\.|d\\.o\\.o\\.|a\\.s\\.|&|and|und|et|y|e|en|i|de|of|${word})){0,4})(?=[,.;)]|\\s*$|\\n| (?:has|hat|a|ha|heeft|is|ist))`,
      "duy",
    ),
    signals: ["word for an employer", "name of a company"],
  },
];
