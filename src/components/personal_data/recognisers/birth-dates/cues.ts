import { anyCase, endingIn } from "../../phrases/index.ts";

/*
 * Words around a date of birth, in the official languages of the European Union, Norwegian, Icelandic, Turkish, Russian,
 * Ukrainian, Serbian, Chinese, Japanese and Korean. A label says it of any date behind it; a verb may also speak of a thing.
 */

const labels = [
  "date of birth|birth[ _-]?date|date[ _-]of[ _-]birth|birth[ _-]?day|d\\.? ?o\\.? ?b\\.?|bday|day of birth|b-day|birth",
  "geburts ?datum|geburtstag|geb[.-]? ?dat(?:um)?\\.?|geburtsdaten|geb\\.-datum",
  "date de naissance|né\\(e\\)(?: le)?|ddn|d\\. ?naiss\\.?|date naissance|naissance|anniversaire",
  "data di nascita|nascita|d\\. ?nascita|compleanno",
  "fecha de nacimiento|f\\. ?(?:de )?nac(?:imiento)?\\.?|fec\\. ?nac\\.?|fecha nac\\.?|nacimiento|cumpleaños|data de naixement",
  "data de nascimento|nascimento|dn|data nasc\\.?|aniversário",
  "geboortedatum|geb\\. ?datum|verjaardag|geboren op",
  "data urodzenia|data ur\\.?|dzień urodzenia|urodziny|data i miejsce urodzenia",
  "datum narození|narození|dat\\. ?nar\\.?|narozeniny|dátum narodenia|narodenia|dát\\. ?nar\\.?|narodeniny",
  "születési (?:dátum|idő|ideje|dátuma)|szül\\. ?(?:dátum|idő|ideje)|születésnap(?:ja)?|született",
  "data nașterii|data nasterii|născut(?:ă)? la data de|ziua de naștere",
  "дата на раждане|рождена дата|рожден ден|роден[аи]? на",
  "ημερομηνία γέννησης|ημ(?:\\.|/νία) ?γέννησης|γενέθλια|ημερ\\. γέννησης|ημερομηνια γεννησησ",
  "födelsedatum|födelsedag|födelsedata|född",
  "fødselsdato|fødselsdag|fødselsdatum|født|fødd|fødselsdata",
  "syntymäaika|syntymäpäivä|synt\\.? ?aika|syntymäpäivämäärä",
  "sünniaeg|sünnikuupäev|sünnipäev|sünd\\.",
  "dzimšanas datums|dzimšanas diena|dzim\\. ?(?:datums|dat\\.)|dz\\.d\\.",
  "gimimo data|gimimo diena|gim\\. ?data|gimtadienis",
  "datum rojstva|rojstni dan|roj\\. ?datum|datum rođenja|rođendan|dat\\. ?rođ\\.?|datum rodjenja",
  "dáta breithe|dáta breith|data tat-twelid|tat-twelid",
  "fæðingardagur|fæðingardag|fd\\.|doğum tarihi|d\\. ?tarihi|doğum günü|doğum",
  "дата рождения|день рождения|д\\. ?р\\.|дата народження|день народження|датум рођења|рођендан",
  "生年月日|誕生日|出生日期|出生年月|生日|생년월일|생일",
].join("|");

const verbs = [
  "born",
  "geb(?:oren(?:en?|er)?|\\.)|ist geboren",
  "née?s?|naquit|est né(?:e)?",
  "nat[oaie]|nasc(?:eu|ida|ido|idos|\\.)|nacid[oa]s?|nació|nac\\.|nascut|nascuda",
  "geboren|geb\\.",
  "urodzon[yaei]|urodził(?:a)? się|ur\\.",
  "narozen[aáýiy]?|narodil[a]?(?: se)?|narozená|nar\\.|naroden[ýáý]|narodil[a]? sa",
  "születtem|születtek|szül\\.|sz\\.",
  "născut(?:ă|i)?|nasc\\.",
  "роден[аи]?|родил(?:ась|ся)|род\\.",
  "γεννήθηκ(?:ε|α|αν)|γεν\\.|γεννημέν(?:ος|η)",
  "född|født|fødd|fæddur|fædd",
  "syntyn(?:yt|eet)|syntyi|synt\\.",
  "sündinud|sündis|sünd\\.",
  "dzim(?:is|usi|uši|\\.)|dz\\.",
  "gim(?:ęs|usi|ė|\\.)",
  "rojen[ai]?|roj\\.|rođen[ai]?|rođ\\.|rodjen[ai]?|roden[ai]?|rođ",
  "doğumlu|doğdu|doğmuştur",
  "народи(?:вся|лася)|народжен(?:ий|а)|нар\\.|рођен[аи]?|рођ\\.",
  "rugadh|twieled|twieldet|imwieled|imwielda",
].join("|");

const whole = (alternatives: string): string => `(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`;

export const labelBefore = new RegExp(`^[\\s\\S]*${whole(labels)}`, "iu");
export const verbBefore = new RegExp(`^[\\s\\S]*${whole(verbs)}`, "iu");
const small =
  "is|was|on|in|at|the|a|being|given as|listed as|am|den|der|dem|zu|im|ist|war|wurde|le|la|à|au|aux|en|est|du|il|lo|l|el|è|a|ad|era|nel|em|no|na|foi|op|te|de|den|w|we|roku|dnia|jest|dne|v|ve|je|bol|dňa|volt|az|este|pe|în|la|на|в|во|у|г|год|е|στις|στην|στο|τις|την|είναι|είναι|i|på|d|er|var|þann|on|oli|ir|yra|es|dana|godine|tarihi|tarihinde|of|name|und|and|et|e|y";
export const gapBehindCue = new RegExp(
  `^(?:[\\s:：=|,;"'*()\\[\\]<>/–—.-]|(?<!\\p{L})(?:${small})(?!\\p{L})|(?<!\\p{L})\\p{Lu}[\\p{L}'’-]+)*$`,
  "u",
);
/** A single letter is a sign of birth only behind a name or in brackets: `Ines Falk, f. 14.7.1969`. */
export const letterBefore = endingIn(/(?:\(|\p{Lu}\p{L}+,? \(?)[bfsndр]\. ?/u);

const inForms = [
  "pupil|student|child|patient|insured|resident|pt|re(?= ?:)",
  "schüler(?:in)?|schueler(?:in)?|kind|patient(?:in)?|pat\\.?|versicherte[rn]?|bewohner(?:in)?|klient(?:in)?|teilnehmer(?:in)?",
  "élève|enfant|patiente?|assurée?|alumn[oa]|menor|paciente|alunn[oa]|minore|paziente|assistit[oa]",
  "leerling|kind|patiënte?|cliënte?|uczeń|uczennica|dziecko|pacjent(?:ka)?|alun[oa]|criança|utente",
  "elev|barn|barnet|oppilas|lapsi|potilas|žák|žákyně|dítě|pacient(?:ka)?|žiak|dieťa|tanuló|gyermek|beteg|copil",
  "učeni(?:k|ca)|učenec|dijete|otrok|pacijent(?:ica)?|öğrenci|çocuk|hasta|ученик|ученица|ребёнок|пациент(?:ка)?|учень|дитина|пацієнт(?:ка)?",
  "μαθητής|μαθήτρια|παιδί|ασθενής|skolēns|bērns|pacients|mokinys|vaikas|pacientas|õpilane|laps|patsient|dalta|othar|nemandi|barn|sjúklingur",
].join("|");
const inName = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";

/** A form names a pupil or a patient, and then nothing but a date: `Schüler: Mia Roth, 10. Mai 2014`. */
export const formBefore = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyCase(inForms)}) ?: {0,4}${inName}(?: (?:(?:v[ao]n|de[rln]?|di|da) ){0,3}${inName}){1,3}(?:,? ?[(,;|]| ?[–-]) ?\\*? ?$`,
  "u",
);
/** What ends such an entry, so that a date with a time or a word is none. */
export const formBehind = /^(?:\)?[,;|]|\)|\.?\s*(?:\n|$))/u;

/** Words between a cue and a date that give the date to something else. */
export const otherEvent =
  /(?<!\p{L})(?:hired|joined|died|since|until|deceased|married|updated|created|registered|issued|expires?|seit|bis|gestorben|verstorben|eingestellt|decedute?|décédée?|mort|fallecido|Rechnung|Invoice|Date|Datum|Order|Entry|Start|Party|Sale)(?!\p{L})/u;

/** What a verb of birth may speak of that is no person. */
export const thing =
  /(?<!\p{L})(?:company|firm|idea|project|brand|startup|start-up|band|league|club|product|internet|web|movement|organi[sz]ation|concept|tradition|legend|party|term|hashtag|programme|program|website|agency|festival|firma|idee|projekt|verein|marke|unternehmen|entreprise|société|idée|projet|marque|empresa|proyecto|marca|azienda|progetto|società|bedrijf|idea|firmy|projekt)\s+(?:that |which |die |das |der )?(?:was |is |were |wurde |ist |est |es |è |fue |nació |first )*$/iu;

export const cueBehind =
  /^[ (]{0,2}(?:-?(?:án|én|jén|ján|tól|ban)[ ,]{1,2})?(?:napján )?(?:geboren|született|születtem|szül\.|doğumlu|doğdu|tarihinde doğdu|syntynyt|sündinud|dzimis|dzimusi|gimęs|gimusi|gimė|geb\.|r\.ž\.|г\.? ?р\.|года рождения|г\.р\.|р\.н\.|生まれ|出生|년생|생)(?![\p{Ll}])/iu;
