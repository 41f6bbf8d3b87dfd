import { endingIn } from "../phrases/index.ts";
import { type OwnerLanguage, ofEverybody, ownedIn } from "./persons.ts";
import { behindTrigger, labelGap, oneOf, type Statement, valueEnd, wordEnd, wordsIn } from "./statement.ts";

const labels = `
marital_status civil_status relationship_status familienstand personenstand zivilstand état_civil situation_de_famille situation_familiale situation_matrimoniale estado_civil
stato_civile burgerlijke_staat burgerlijke_stand stan_cywilny civilstånd civilstand ægteskabelig_status sivilstatus sivilstand siviilisääty rodinný_stav családi_állapot
stare_civilă starea_civilă bračni_status bračno_stanje zakonski_stan perekonnaseis ģimenes_stāvoklis šeiminė_padėtis семейно_положение семейное_положение сімейний_стан
οικογενειακή_κατάσταση medeni_hali medeni_durumu hjúskaparstaða
`;
const states = oneOf(`
single never_married unmarried married divorced separated widowed widow widower civil_partnership in_a_civil_partnership cohabiting engaged div. sep. wid.
ledig led. lediger ledige verheiratet verh. vh. geschieden gesch. verwitwet verw. vw. getrennt_lebend getr._lebend getrennt verpartnert lebenspartnerschaft eingetragene_lebenspartnerschaft
lp. alleinerziehend alleinstehend verlobt wiederverheiratet
célibataire célib. cél. marié mariée marié(e) m. divorcé divorcée div. veuf veuve séparé séparée pacsé pacsée concubinage en_concubinage vie_maritale union_libre
soltero soltera solt. casado casada cas. divorciado divorciada viudo viuda separado separada pareja_de_hecho
celibe nubile coniugato coniugata coniug. sposato sposata divorziato divorziata vedovo vedova separato separata unito_civilmente convivente libero libera
ongehuwd gehuwd geh. getrouwd gescheiden gesch. weduwe weduwnaar samenwonend wettelijk_samenwonend geregistreerd_partnerschap alleenstaand
kawaler panna żonaty zamężna mężatka rozwiedziony rozwiedziona wdowiec wdowa wolny wolna w_separacji
solteiro solteira divorciado divorciada viúvo viúva união_de_facto separado
ogift gift sambo skild frånskild änka änkling ugift fraskilt skilt separeret separert enke enkemand enkemann samlevende samboer
naimaton naimisissa avioliitossa avoliitossa eronnut leski
svobodný svobodná ženatý vdaná rozvedený rozvedená vdovec vdova slobodný slobodná vydatá rozvedený
hajadon nőtlen házas férjezett nős elvált özvegy necăsătorit necăsătorită căsătorit căsătorită divorțat divorțată văduv văduvă
neoženjen neudana oženjen udana razveden razvedena udovac udovica samski samska poročen poročena ločen ločena vallaline abielus lahutatud lesk
neprecējies neprecējusies precējies precējusies šķīries šķīrusies nevedęs netekėjusi vedęs ištekėjusi išsiskyręs išsiskyrusi
неженен неомъжена женен омъжена разведен разведена вдовец вдовица холост замужем женат разведён άγαμος άγαμη έγγαμος έγγαμη διαζευγμένος διαζευγμένη bekar evli boşanmış dul
`);

const spouses: readonly (readonly [OwnerLanguage, string])[] = [
  ["en", "wife husband spouse ex-wife ex-husband fiancé fiancée civil_partner"],
  [
    "de",
    "ehefrau ehemann ehegatte ehegatten ehegattin ehepartner ehepartnerin lebenspartner lebenspartnerin lebensgefährte lebensgefährtin exfrau exmann verlobte verlobter",
  ],
  ["fr", "épouse époux conjoint conjointe concubin concubine mari femme"],
  ["es", "esposa esposo cónyuge marido exmujer exmarido"],
  ["it", "moglie marito coniuge"],
  ["nl", "echtgenote echtgenoot ex-man ex-vrouw levenspartner"],
  ["pl", "żona żony żonę mąż męża małżonek małżonka małżonkowi"],
  ["pt", "cônjuge esposa marido"],
  ["nordic", "hustru fru ægtefælle ektefelle samlever"],
  ["cs", "manželka manželky manžel manžela"],
  ["south", "supruga suprug žena"],
  ["hu", "feleség felesége férje házastárs házastársa"],
  ["cyrillic", "съпруга съпруг съпругата"],
];
/** What is said of a spouse who is one person: when born, where at work, since when. */
const ofSpouse =
  ",? (?:(?:born|geboren|geb\\.|née?|nacid[oa]|nat[oa]|urodzon[ya]|född|født|narozen[ýá])(?: (?:on|am|le|el|il|op|dnia|den|dne))? \\d|(?:works|has worked) (?:at|for|as) (?!home|night|all|you|us|me|the )|lives (?:at|in) |arbeitet (?:bei|als) |travaille (?:chez|comme) |trabaja (?:en|como) |" +
  "lavora (?:presso|come) |werkt (?:bij|als) |pracuje (?:w|jako) |arbetar (?:på|som|hos) |arbejder (?:hos|som) |trabalha (?:na|no|como) |(?:since|seit|depuis|desde|dal|sinds|od) (?:\\d{1,2}[. ]|\\d{4}))";

const children =
  "children|kids|sons|daughters|kinder|kindern|söhne|töchter|enfants|fils|filles|hijos|hijas|figli|figlie|kinderen|zonen|dochters|dzieci|synów|córki|filhos|filhas|barn|børn|lasta|dětí|děti|detí|deti|gyermek|gyermeke|gyereke|copii|djece|djeca|otrok|деца|детей|дітей|παιδιά|çocuk";
const few =
  "\\d|1\\d|one|two|three|four|five|six|seven|ein(?:e[nms]?)?|zwei|drei|vier|fünf|sechs|sieben|une?|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due|tre|quattro|cinque|twee|drie|vier|vijf|dwoje|troje|czworo|dwójkę|trójkę|dois|duas|três|quatro|två|tre|fyra|fire|to|kaksi|kolme|dvě|dva|tři|čtyři|két|három|négy|doi|două|trei|dvoje|troje";
const having =
  "has have had is_raising raises hat habe haben hatte erzieht a ai avait élève tiene tengo tenía ha ho aveva heeft heb had ma mam miał miała tem tenho tinha har hade hadde on má mám van are am ima imam има имеет έχει";
const parents = `
father mother dad mum mom parent single_mother single_father vater mutter alleinerziehende_mutter alleinerziehender_vater père mère papa maman padre madre vader moeder ojcem ojciec matka matką pai mãe
far mor pappa mamma äiti isä otec matka apja anyja tatăl mama otac majka баща майка отец мать
`;

/** `You have`, `She is a`: the subject right before the verb or the word for a parent. */
const subject = "(?<!\\p{L})(?:You|you|Sie|Vous|vous|Usted)";
const justBefore = endingIn(new RegExp(`${subject} `, "u"));
const isBefore = endingIn(
  new RegExp(`${subject} (?:is|are|ist|sind|êtes|est|es|ben|is)(?: (?:a|eine?|une?|una?|een))? `, "u"),
);

/** A question or a condition says nothing yet. */
const asked = new RegExp(
  `${ofEverybody.source}|(?<!\\p{L})(?:do|does|game|novel|film|roman|spiel)(?!\\p{L})|\\? *$`,
  "iu",
);

/** A word for a spouse is one signal: a name or another fact must stand beside it. */
function ownSpouse([language, words]: readonly [OwnerLanguage, string]): readonly Statement[] {
  const one = {
    category: "family",
    triggers: wordsIn(words),
    before: ownedIn([language], 1),
    never: asked,
  } as const;
  return [
    {
      ...{ ...one, id: `own spouse (${language})`, person: "beside" },
      ...{ behind: behindTrigger(`(?<value>)${wordEnd}`), signals: ["word for a spouse", "name of the spouse"] },
    },
    {
      ...{ ...one, id: `spouse and a fact (${language})`, person: "none" },
      ...{ behind: behindTrigger(`(?<value>)(?=${ofSpouse})`), signals: ["word for a spouse", "fact beside it"] },
    },
  ];
}

/** Civil status, husbands and wives, and children of a person. */
export const family: readonly Statement[] = [
  {
    ...{ id: "civil status", category: "family", triggers: wordsIn(labels), person: "none" },
    behind: behindTrigger(
      `${labelGap}(?<value>(?:${states})(?:,? (?:seit|since|depuis|desde|dal|sinds|od) [\\d./]{4,10})?(?:[,;]? ?(?:\\d|${few}) (?:${children}))?)${valueEnd}(?!, \\p{L}+ (?:or|oder|ou|o|of|lub) )`,
    ),
    signals: ["label for civil status", "civil status"],
  },
  ...spouses.flatMap(ownSpouse),
  {
    ...{
      id: "children",
      category: "family",
      triggers: wordsIn(having),
      person: "named",
      owned: justBefore,
      never: asked,
    },
    behind: behindTrigger(
      `(?: (?:also|already|auch|bereits|déjà|ya|già|al|już|já))? (?<value>(?:${few}) (?:\\p{L}{3,12} )?(?:${children}))${wordEnd}(?! (?:of|maximum|komponenten|elemente|knoten|prozesse|nodes?|elements?|process(?:es)?|components?|views?|rows?|pages?)(?!\\p{L}))`,
    ),
    signals: ["verb of having", "number of children"],
  },
  {
    ...{ id: "parent of", category: "family", triggers: wordsIn(parents), person: "named", owned: isBefore },
    behind: behindTrigger(
      `,? (?:of|von|de|d['’]|di|van|av|af|til)? ?(?<value>(?:${few})(?: (?:\\p{L}{3,12} )?(?:${children}))?)(?=[,.;!)]|\\s*$| (?:and|und|et|y|e|en|i|og|och|who|ist|is|lives|with|from)(?!\\p{L}))`,
    ),
    signals: ["word for a parent", "number of children"],
  },
];
