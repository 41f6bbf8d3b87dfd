import { endingIn } from "../phrases/index.ts";
import { ofMany, ownedBy } from "./persons.ts";
import { behindTrigger, oneOf, type Statement, wordEnd, wordsIn } from "./statement.ts";

const diagnoses = `
diagnosis diagnoses primary_diagnosis diagnose diagnosen hauptdiagnose nebendiagnose dauerdiagnose dauerdiagnosen entlassungsdiagnose diagnostic diagnostic_principal diagnóstico diagnósticos diagnóstico_principal diagnosi
rozpoznanie rozpoznania diagnoza diagnos diagnoosi diagnóza diagnózis dijagnoza диагноза диагноз діагноз διάγνωση tanı icd-10 icd icd-10-gm icd-10-code cim-10 cie-10
`;
const disability = `
grad_der_behinderung grad_der_schädigungsfolgen pflegegrad pflegestufe minderung_der_erwerbsfähigkeit degree_of_disability disability_rating taux_d'incapacité taux_d'invalidité grado_de_discapacidad grado_de_minusvalía
percentuale_di_invalidità invalidità_civile grado_di_invalidità arbeidsongeschiktheidspercentage stopień_niepełnosprawności grau_de_incapacidade grau_de_deficiência stupeň_invalidity fokú_rokkantság grad_de_handicap
`;
const leave = `
arbeitsunfähig arbeitsunfähigkeit dienstunfähig krankgeschrieben krankgemeldet krankmeldung krankschreibung au-bescheinigung arbeitsunfähigkeitsbescheinigung erkrankt signed_off_sick signed_off off_sick sick_leave medical_leave
unfit_for_work sick_note fit_note maternity_leave mutterschutz arrêt_de_travail arrêt_maladie congé_maladie congé_maternité baja_médica baja_laboral baja_por_enfermedad incapacidad_temporal certificato_di_malattia certificato_medico assenza_per_malattia malattia
ziekgemeld ziekmelding arbeidsongeschikt zwolnienie_lekarskie zwolnieniu_lekarskim zwolnieniu_l4 zwolnienie_l4 zwolnieniem_l4 baixa_médica sjukskriven sjukskrivning sjukanmäld sygemeldt sygemelding sykmeldt sykmelding sairauslomalla sairausloma sairauslomaa pracovní_neschopnost pracovní_neschopnosti
pracovná_neschopnosť betegállomány betegállományban táppénz concediu_medical concediul_medical bolovanje bolovanju bolniški_stalež haiguslehel haigusleht slimības_lapa nedarbingumo_pažymėjimas болничен больничный_лист больничном αναρρωτική_άδεια
`;
const blood = `
blood_group blood_type blutgruppe groupe_sanguin grupo_sanguíneo tipo_de_sangre gruppo_sanguigno bloedgroep grupa_krwi tipo_sanguíneo blodgrupp blodtype veriryhmä krevní_skupina krvná_skupina vércsoport grupa_sanguină grupa_sângelui krvna_grupa veregrupp asins_grupa
kraujo_grupė кръвна_група группа_крови група_крові ομάδα_αίματος kan_grubu
`;
const allergies = `
allergy allergies allergic_to drug_allergies known_allergies allergie allergien allergisch_gegen medikamentenallergie unverträglichkeit unverträglichkeiten allergique_à allergique_aux allergia allergie allergico_a allergica_a alergia alergias alérgico_a alérgica_a
allergieën allergisch_voor alergie uczulenie uczulenia uczulony_na uczulona_na allergi allergisk_mot allergisk_over_for allerginen allergiat alergický_na alergická_na allergiás alergic_la alergija алергия аллергия αλλεργία αλλεργίες alerji
`;
const allergens = oneOf(`
penicillin penicillins penizillin amoxicillin aspirin ibuprofen paracetamol latex codeine sulfa nsaids cephalosporin contrast_media kontrastmittel pénicilline amoxicilline aspirine penicilina amoxicilina aspirina látex penicillina amoxicillina
lattice penicilline penicylina penicylinę penicylinę aspirynę penicilin penicillint penicilină пеницилин пенициллин πενικιλίνη penisilin bee_stings bienengift wespengift wasp_stings peanuts erdnüsse erdnuss arachide arachides cacahuetes arachidi pinda pinda's
`);
const months =
  "jan|feb|m[aä]a?r|apr|ma[iyjg]|ju[nl]i?|aug|sep|okt|oct|nov|dez|dec|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|giu|lug|set|ott|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|fev|out";
/** A day alone is also a version: its month has two digits, or a year follows. */
const date = `(?:\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{4}|\\d{2})(?!\\d)|\\d{1,2}[./](?:0[1-9]|1[0-2])\\.?(?![\\d.])|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}(?:\\.|st|nd|rd|th|er)? (?:de |of )?(?:${months})\\p{L}*\\.?(?: (?:de )?\\d{4})?)`;
const since =
  "from|since|until|till|for the period|vom|von|ab|seit|bis|zum|du|depuis|dès le|jusqu['’]au|desde|del|hasta|a partir del|dal|fino al|van|vanaf|sinds|tot|od|do|de|desde|até|från|från och med|sedan|till|fra|siden|til|alkaen|až|za|din|de la|până|с|от|по|до|από|έως";
const period = `(?:${since})(?: (?:el|le|den|dem|o|the|dnia))?:? ?(?<value>${date})`;

const leaveWords = wordsIn(leave);
const diagnosisWords = wordsIn(diagnoses);
const disabilityWords = wordsIn(disability);
const diagnosisSignals = ["word for a diagnosis", "code of a disease"] as const;
const disabilitySignals = ["word for a disability", "degree"] as const;
const leaveSignals = ["word for sick leave", "its days"] as const;
const allergySignals = ["word for an allergy", "medicine or food"] as const;
/** `vom 3.4. bis 12.4. ` in front of the word. */
const daysBefore = new RegExp(
  `(?:${since}) ${date} (?:(?:${since}|to|al|au|-|–) )?(?:${date} )?(?:[\\p{L}-]+ ){0,2}$`,
  "iu",
);

/** Ends a sentence, a line or a field. */
const fieldEnd = "(?=[ \\t]*(?:$|\\n|[,;|)]|[.](?:\\s|$)))";
const code = "[A-TV-Z]\\d\\d(?:\\.\\d{1,3})(?: ?[GVAZRLB](?![\\p{L}\\d]))?|[A-TV-Z]\\d\\d(?= ?[GVAZ](?![\\p{L}\\d]))";
/** A code that is explained is of the catalogue. */
const noMeaning =
  "(?![\\p{L}\\d])(?! ?[:=]| (?:stands|means|is|are|steht|bedeutet|ist|describes|désigne|significa)(?!\\p{L}))";
const inBrackets = "(?: ?\\([^)\\n]{2,20}\\))?";
const degree = "(?<value>\\d{1,3}(?: ?%| ?v\\.? ?h\\.?)?)(?![\\p{L}\\d])(?! ?(?:bis|to|à|oder|or|und mehr|[-–]) )";
/** `You are `, `Sie sind `: the subject right before the word. */
const youAre = endingIn(
  /(?<!\p{L})(?:You|He|She|Sie|Vous|U|Usted|Lei|Er|Elle) (?:are|is|sind|êtes|bent|es|è|ist|est) /u,
);
const isOn = endingIn(
  /(?<!\p{L})(?:You|He|She|I|Sie|Er|Vous|U|Usted|Lei|Elle|Hij) (?:are|is|was|am|has been|have been|sind|ist|êtes|est|bent|è)(?: (?:on|en|in|currently|seit))? /u,
);
const ownOrIs = { test: (text: string) => ownedBy.test(text) || isOn.test(text) };
/** In the letter case that is written: `GDB 12` is a debugger. */
const exactly = (source: string): RegExp => new RegExp(source, "duy");
const bloodSigns =
  "[ ,(]{0,2}(?:[Rr][Hh](?:esus)?[ -]?(?:[Ff]aktor)?)?[ -]{0,2}(?:\\+|[-−–](?![\\p{L}\\d])|(?:[Pp]os|POS)(?:itiv[eo]?|ITIVE?)?\\.?|(?:[Nn]eg|NEG)(?:ativ[eo]?|ATIVE?)?\\.?|ve[+-])\\)?";
const allergyTo = "(?: (?:to|gegen|à|aux?|a|alla|voor|na|mot|over for|til|la|к|на))?";

const labelled = { category: "health", person: "none" } as const;
const said = { category: "health", person: "named", never: ofMany } as const;

/**
 * Two things beside each other that only health papers of one person have: a label with a code, a condition with its days.
 * Without the colon of a label, the sentence names a person or says whose it is.
 */
export const health: readonly Statement[] = [
  {
    ...{ ...labelled, id: "coded diagnosis", triggers: diagnosisWords },
    behind: exactly(`${inBrackets} ?[:=] ?(?:[\\p{L} ,-]{0,40}\\(?)?(?<value>${code})${noMeaning}`),
    signals: diagnosisSignals,
  },
  {
    ...{ ...said, id: "diagnosis of a person", triggers: diagnosisWords, owned: ownedBy },
    behind: exactly(`${inBrackets}(?: (?:is|ist|lautet|est|es|è))? (?<value>${code})${noMeaning}`),
    signals: diagnosisSignals,
  },
  {
    ...{ ...labelled, id: "degree of disability", triggers: disabilityWords },
    behind: behindTrigger(`${inBrackets} ?[:=] ?${degree}${fieldEnd}`),
    signals: disabilitySignals,
  },
  {
    ...{ ...labelled, id: "degree since a day", triggers: disabilityWords, never: ofMany },
    behind: behindTrigger(` ${degree}(?= (?:seit|since|depuis|desde|dal|sinds|od)(?: dem| le| el)? ${date})`),
    signals: disabilitySignals,
  },
  {
    ...{ ...said, id: "degree of a person", triggers: disabilityWords, owned: ownedBy },
    behind: behindTrigger(`(?: (?:von|of|de|van|du|del|di|is|beträgt))? ${degree}${fieldEnd}`),
    signals: disabilitySignals,
  },
  {
    ...{ ...said, id: "GdB", triggers: ["gdb", "mde"], owned: ownedBy },
    behind: exactly(`(?<=GdB|MdE)(?: (?:von|beträgt|ist))? (?<value>(?:[2-9]0|100)) ?${fieldEnd}`),
    signals: disabilitySignals,
  },
  {
    ...{ ...labelled, id: "GdB in a form", triggers: ["gdb", "mde"] },
    behind: exactly(`(?<=GdB|MdE) ?[:=] ?(?<value>(?:[2-9]0|100)) ?${fieldEnd}`),
    signals: disabilitySignals,
  },
  {
    ...{ ...said, id: "sick leave", triggers: leaveWords, owned: ownOrIs },
    behind: behindTrigger(`(?:,? (?!${since} )[\\p{L}-]+){0,4}[ :(]{1,3}${period}`),
    signals: leaveSignals,
  },
  {
    ...{ ...labelled, id: "sick leave from and until", triggers: leaveWords, never: ofMany },
    behind: behindTrigger(`[ :(]{1,3}${period} ?(?:(?:${since}|to|al|au)|[-–]) ?${date}${fieldEnd}`),
    signals: leaveSignals,
  },
  {
    ...{ id: "days of sick leave", category: "health", person: "addressed", triggers: leaveWords, never: ofMany },
    ...{ behind: behindTrigger(`(?<value>)${wordEnd}`), before: daysBefore, signals: leaveSignals },
  },
  {
    ...{ ...labelled, id: "blood group", triggers: wordsIn(blood) },
    behind: exactly(
      ` ?: {0,3}(?<value>(?:AB|[AB0O]|ab|[abo])${bloodSigns}|AB|[AB0O])(?![\\p{L}\\p{N}/])(?! ?(?:[/|,]|or |oder |ou ))`,
    ),
    signals: ["label for a blood group", "blood group"],
  },
  {
    ...{ ...labelled, id: "allergy", triggers: wordsIn(allergies), never: ofMany },
    behind: behindTrigger(`${allergyTo} ?: {0,3}(?<value>${allergens})${wordEnd}`),
    signals: allergySignals,
  },
  {
    ...{ ...said, id: "allergy of a person", triggers: wordsIn(allergies), owned: youAre },
    behind: behindTrigger(`${allergyTo} (?:the |den |la |il |l['’])?(?<value>${allergens})${wordEnd}`),
    signals: allergySignals,
  },
];
