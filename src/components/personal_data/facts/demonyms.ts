/*
 * Words for nationalities, in the order of `nations`: English, German stem, French stem, Spanish stem, Italian stem, Dutch,
 * Polish stem, Portuguese stem. A stem stands for all endings.
 */
const nations = `
German deutsch allemand alemán|aleman tedesc Duits niemiec alem
French französisch français francés|frances frances Frans francus francês|frances
Dutch niederländisch néerlandais holandés|holandes|neerlandés olandes Nederlands holenders|niderlandz holandês|holandes|neerlandês
Belgian belgisch belge belga belg Belgisch belgij belga
Italian italienisch italien italian italian Italiaans włos italian
Spanish spanisch espagnol español spagnol Spaans hiszpańs espanhol
Portuguese portugiesisch portugais portugués|portugues portoghes Portugees portugals português|portugues
Polish polnisch polonais polac|polaca polacc Pools pols|polski polac|polonês|polones
British britisch britannique británic britannic Brits brytyjs britânic
English englisch anglais inglés|ingles ingles Engels angiels inglês|ingles
Irish irisch irlandais irlandés|irlandes irlandes Iers irlandz irlandês|irlandes
Scottish schottisch écossais escocés|escoces scozzes Schots szkoc escocês|escoces
American amerikanisch américain estadounidens|american american|statunitens Amerikaans amerykańs american|estadunidens
Canadian kanadisch canadien canadiens canades Canadees kanadyjs canadens
Austrian österreichisch autrichien austriac|austríac austriac Oostenrijks austriac austríac
Swiss schweizerisch|schweizer suisse suiz svizzer Zwitsers szwajcars suíç
Swedish schwedisch suédois suec svedes Zweeds szwedz suec
Danish dänisch danois danés|danes danes Deens duńs dinamarquês|dinamarques
Norwegian norwegisch norvégien norueg norveges Noors norwes norueguês|noruegues
Finnish finnisch finlandais finlandés|finlandes finlandes|finnic Fins fińs finlandês|finlandes
Icelandic isländisch islandais islandés|islandes islandes IJslands islandz islandês|islandes
Greek griechisch grec grieg grec Grieks grec greg
Turkish türkisch turc turc turc Turks turec turc
Czech tschechisch tchèque chec cec Tsjechisch czes chec|tchec
Slovak slowakisch slovaque eslovac slovacc Slowaaks słowac eslovac
Slovenian slowenisch slovène esloven sloven Sloveens słoweńs esloven
Hungarian ungarisch hongrois húngar ungheres Hongaars węgiers húngar
Romanian rumänisch roumain ruman rumen Roemeens rumuńs romen
Bulgarian bulgarisch bulgare búlgar bulgar Bulgaars bułgars búlgar
Croatian kroatisch croate croat croat Kroatisch chorwac croat
Serbian serbisch serbe serbi serb Servisch serbs sérvi
Ukrainian ukrainisch ukrainien ucranian ucrain Oekraïens ukraińs ucranian
Russian russisch russe rus russ Russisch rosyjs russ
Lithuanian litauisch lituanien lituan lituan Litouws litews lituan
Latvian lettisch letton letón|leton letton Lets łotews letã|letã
Estonian estnisch estonien estoni eston Ests estońs estoni
Albanian albanisch albanais albanés|albanes albanes Albanees albańs albanês|albanes
Moroccan marokkanisch marocain marroquí|marroqui marocchin Marokkaans marokańs marroquin
Algerian algerisch algérien argelin algerin Algerijns algiers argelin
Tunisian tunesisch tunisien tunecin tunisin Tunesisch tunezyjs tunisin
Egyptian ägyptisch égyptien egipci egizian Egyptisch egips egípci
Syrian syrisch syrien siri sirian Syrisch syryjs síri
Iraqi irakisch irakien iraquí|iraqui irachen Iraaks irac iraquian
Iranian iranisch iranien iraní|irani iranian Iraans irańs iranian
Afghan afghanisch afghan afgan afgan Afghaans afgańs afegã|afegan
Pakistani pakistanisch pakistanais pakistaní|pakistani pakistan Pakistaans pakistańs paquistan
Indian indisch indien indi indian Indiaas indyjs indian
Chinese chinesisch chinois chin cines Chinees chińs chines|chinês
Japanese japanisch japonais japonés|japones giappones Japans japońs japonês|japones
Korean koreanisch coréen corean corean Koreaans koreańs corean
Vietnamese vietnamesisch vietnamien vietnamit vietnamit Vietnamees wietnams vietnamit
Cambodian kambodschanisch cambodgien camboyan cambogian Cambodjaans kambodżańs cambojan
Filipino philippinisch philippin filipin filippin Filipijns filipińs filipin
Brazilian brasilianisch brésilien brasileñ brasilian Braziliaans brazylijs brasileir
Argentinian|Argentine argentinisch argentin argentin argentin Argentijns argentyńs argentin
Mexican mexikanisch mexicain mexican messican Mexicaans meksykańs mexican
Colombian kolumbianisch colombien colombian colombian Colombiaans kolumbijs colombian
Chilean chilenisch chilien chilen cilen Chileens chilijs chilen
Peruvian peruanisch péruvien peruan peruvian Peruaans peruwiańs peruan
Cuban kubanisch cubain cuban cuban Cubaans kubańs cuban
Nigerian nigerianisch nigérian nigerian nigerian Nigeriaans nigeryjs nigerian
Ghanaian ghanaisch ghanéen ghanes ghanes Ghanees ghańs ganes
Kenyan kenianisch kényan kenian kenian Keniaans kenijs quenian
Ethiopian äthiopisch éthiopien etíop etiop Ethiopisch etiops etíop
Somali somalisch somalien somalí|somali somal Somalisch somalijs somali
Australian australisch australien australian australian Australisch australijs australian
Israeli israelisch israélien israelí|israeli israelian Israëlisch izraels israelens
`;

const columns = ["en", "de", "fr", "es", "it", "nl", "pl", "pt"] as const;
type Language = (typeof columns)[number];

const rows = nations
  .trim()
  .split("\n")
  .map((line) => line.split(" "));
const stems = (language: Language): readonly string[] =>
  rows.flatMap((row) => (row[columns.indexOf(language)] ?? "").split("|"));

const endings: Readonly<Record<Language, readonly string[]>> = {
  en: [""],
  de: ["", "e", "er", "en", "es", "em"],
  fr: ["", "e", "ne", "le", "que"],
  es: ["", "o", "a", "e", "i"],
  it: ["o", "a", "e", "i", ""],
  nl: ["", "e"],
  pl: ["ki", "ka", "kiego", "kiej", "kim", "ką", "i", "iego", "iej", "im", "a", "ą"],
  pt: ["", "o", "a", "e", "ã", "ão", "esa", "eira", "eiro"],
};

/** Returns the words of a language, each with its endings. Some words do not exist, and match nothing. */
export const nationalityWords = (language: Language): readonly string[] => [
  ...new Set(stems(language).flatMap((stem) => endings[language].map((ending) => `${stem}${ending}`))),
];

/** Alternatives of a regular expression for the words of a language. */
export const nationality = (language: Language): string =>
  nationalityWords(language)
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .join("|");
