import { type Ending, endingIn } from "../phrases/index.ts";
import { oneOf } from "./statement.ts";

/** Words for whose it is, in each language: many are other words in the next one, as French `son` and `ton`. */
const owners = {
  en: "your my his her their",
  de: "ihr ihre ihrem ihren ihrer ihres dein deine deinem deinen deiner mein meine meinem meinen meiner sein seine seinem seinen seiner",
  fr: "votre vos mon ma mes son sa ses ton ta",
  es: "su sus mi tu",
  it: "sua suo suoi mia mio tua tuo",
  nl: "uw mijn zijn haar jouw",
  pl: "pana pani panu mój moja moje jego jej twoja twoje",
  pt: "seu seus sua meu minha",
  nordic: "din ditt dine mitt mit min hans hennes hendes deres",
  cs: "váš vaše vašu vaši můj moje jeho její vaša",
  south: "vaša vaš vašeg njegova njena moja",
  hu: "az_ön",
  ro: "dumneavoastră",
  cyrillic: "вашата вашето моята неговата ваша ваш вашу моя твоя",
  el: "τον_μισθό",
} as const;

export type OwnerLanguage = keyof typeof owners;

/** `your new annual`, `Ihr monatliches`: a word of these languages for whose it is, and at most so many
 * small words. A language that says it elsewhere has none. */
export const ownedIn = (languages: readonly OwnerLanguage[], words: 1 | 3): Ending =>
  endingIn(
    new RegExp(
      `(?<!\\p{L})(?:${languages.length === 0 ? "(?!)" : oneOf(languages.map((one) => owners[one]).join(" "))})(?: [\\p{L}-]+){0,${words}} ?`,
      "iu",
    ),
  );

/** The same in any language, where the word behind it is of one language only. */
export const ownedBy = endingIn(
  new RegExp(`(?<!\\p{L})(?:${oneOf(Object.values(owners).join(" "))})(?: [\\p{L}-]+){0,3} ?`, "iu"),
);

/**
 * Words that speak to or of one person: they decide of whom a statement is, and are no signal themselves. Letter case matters.
 * A pronoun that is another word in a second language, as `du`, `han`, `Lei` and `I`, needs a verb of its own language.
 */
export const addressesOne = new RegExp(
  `(?<![\\p{L}])(?:${oneOf(
    "you You he He she She ich Ich Sie Ihnen vous Vous elle Elle usted Usted Ud. Ella ella yo Yo ik Ik hij Hij zij Zij Pan pani Pani panu Panu ona " +
      "você Você ele Ele ela Ela jag Jag hän Hän minä Minä Vám vám Pán paní Paní Önt dumneavoastră Dumneavoastră ви Ви вас Вас вие Вие вы Вы σας εσείς siz Siz",
  )}|I (?:earn|was|am|have|had|receive|get)|Er (?:verdient|hat|ist|war|wurde|erhält|bezieht|bekommt)|[Dd]u (?:bist|hast|verdienst|erhältst|bekommst|wurdest|är|har|får|tjänar|er|tjener|dömdes)|` +
    "[Jj]e (?:gagne|touche|perçois|suis)|[Ll]ei (?:è|ha|risulta|percepisce|guadagna|riceve)|[Hh](?:an|on|un) (?:har|är|er|tjänar|tjener|får|blev|dömdes)|Vy (?:jste|ste|máte|dostáváte|vyděláváte)|" +
    "Ön (?:havi|bruttó|nettó)|[Ii]l (?:est|gagne|touche|perçoit|était|avait)|(?:bent|heeft|ontvangt|krijgt|verdient|wordt|werd|hebt) u|U (?:bent|heeft|ontvangt|krijgt|verdient|wordt|werd|hebt))(?![\\p{L}])",
  "u",
);

/** `You were `, `Vous avez été `, `Du `: a person who is written to, right before a verdict. */
export const spokenTo = endingIn(
  /(?<!\p{L})(?:You (?:were|have been|are)|Sie (?:wurden|sind)|Vous (?:avez été|êtes)|Usted (?:fue|ha sido)|Lei è stat[oa]|U (?:bent|werd)|Du|Byl jste|Został pan|Została pani)(?: (?:also|previously|auch|bereits|déjà))? /u,
);

/** `Sie wurden wegen Diebstahls zu einer Geldstrafe `: the same, with the offence between. */
export const spokenToBefore = endingIn(
  /(?<!\p{L})(?:Sie (?:wurden|sind)|Du wurdest|U (?:bent|werd))(?: [^\s.!?;]{1,20}){0,8} /u,
);

/** What speaks of everybody or of nobody: conditions, averages, laws, tariffs. */
export const ofEverybody = new RegExp(
  `(?<!\\p{L})(?:${oneOf(
    "if unless whoever anyone anybody those_who persons_who average median minimum typical statutory law act_of wenn falls sofern wer jeder personen durchschnitt " +
      "durchschnittlich durchschnittliche mindestlohn gesetz tarifvertrag gesetzlich gesetzliche quiconque toute_personne ceux_qui moyen moyenne minimum smic loi " +
      "quien quienes toda_persona medio media mínimo ley chi chiunque coloro medio minimo legge indien wie iedereen gemiddeld gemiddelde minimumloon wet " +
      "jeśli jeżeli kto każdy osoby średnia przeciętne minimalna minimalne ustawa quem médio médio mínimo den_som genomsnittlig lagen hvis den_der den_som " +
      "gennemsnitlig gjennomsnittlig jos keskimääräinen pokud kdo průměrná minimální zákon aki átlagos minimum dacă cine mediu minim tko prosječna",
  )})(?!\\p{L})|^\\s*(?:si|se|als|om|ha|ako|dacă|ако|если|якщо)(?!\\p{L})`,
  "iu",
);

/** The same, or a company: what it earns or is sentenced to is nobody's. */
export const ofCompany = new RegExp(
  `${ofEverybody.source}|(?<!\\p{L})(?:${oneOf(
    "konzern unternehmen firma gmbh company corporation ltd inc plc bank société entreprise empresa sociedad società azienda bedrijf spółka firmy bolaget selskabet selskapet yhtiö společnost cég compania club fund business",
  )})(?!\\p{L})`,
  "iu",
);

/** `You will receive a `, `Vous percevrez une `: who receives what follows. */
export const receives =
  "(?<!\\p{L})(?:you (?:will |would )?(?:receive|earn|get|draw)|i (?:earn|receive|get)|(?:he|she) (?:receives|gets|draws)|sie (?:erhalten|beziehen|bekommen)|(?:er|sie) (?:bezieht|erhält|bekommt)|ich (?:erhalte|beziehe|bekomme)|" +
  "vous (?:percevrez|percevez|toucherez|recevrez|touchez)|(?:il|elle) (?:perçoit|touche)|(?:cobra|percibe|recibirá) usted|u ontvangt|ontvangt u)(?: [\\p{L}-]+){0,3} ?";

/** The same, or many: what holds for everyone is nobody's. */
export const ofMany = new RegExp(
  `${ofEverybody.source}|(?<!\\p{L})(?:${oneOf(
    "everyone everybody people persons patients employees workers children common when what which do_not does_not every each jede jeden alle menschen patienten beschäftigte chaque tous salariés cada todos ogni tutti elke każda kto varje hver",
  )})(?!\\p{L})`,
  "iu",
);
