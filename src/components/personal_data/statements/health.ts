import { behindTrigger, oneOf, type Statement, wordEnd, wordsIn } from "./statement.ts";

const diagnoses = `
diagnosis diagnoses dx primary_diagnosis diagnose diagnosen hauptdiagnose nebendiagnose dauerdiagnose dauerdiagnosen entlassungsdiagnose diagnostic diagnostic_principal diagnóstico diagnósticos diagnóstico_principal diagnosi
rozpoznanie rozpoznania diagnoza diagnos diagnoosi diagnóza diagnózis dijagnoza диагноза диагноз діагноз διάγνωση tanı icd-10 icd icd-10-gm icd-10-code cim-10 cie-10
`;
const disability = `
gdb grad_der_behinderung grad_der_schädigungsfolgen pflegegrad pflegestufe minderung_der_erwerbsfähigkeit mde degree_of_disability disability_rating taux_d'incapacité taux_d'invalidité grado_de_discapacidad grado_de_minusvalía
percentuale_di_invalidità invalidità_civile grado_di_invalidità arbeidsongeschiktheidspercentage stopień_niepełnosprawności grau_de_incapacidade grau_de_deficiência stupeň_invalidity fokú_rokkantság grad_de_handicap
`;
const leave = `
arbeitsunfähig arbeitsunfähigkeit dienstunfähig krankgeschrieben krankgemeldet krankmeldung krankschreibung au-bescheinigung arbeitsunfähigkeitsbescheinigung erkrankt signed_off_sick signed_off off_sick sick_leave medical_leave
unfit_for_work sick_note fit_note maternity_leave mutterschutz arrêt_de_travail arrêt_maladie congé_maladie congé_maternité baja_médica baja_laboral baja_por_enfermedad incapacidad_temporal certificato_di_malattia certificato_medico assenza_per_malattia malattia
ziekgemeld ziekmelding arbeidsongeschikt zwolnienie_lekarskie zwolnieniu_lekarskim l4 baixa_médica sjukskriven sjukskrivning sjukanmäld sygemeldt sygemelding sykmeldt sykmelding sairauslomalla sairausloma sairauslomaa pracovní_neschopnost pracovní_neschopnosti
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
const date = `(?:\\d{1,2}[./-]\\d{1,2}[./-]?(?:\\d{2,4})?|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}(?:\\.|st|nd|rd|th|er)? (?:de |of )?(?:${months})\\p{L}*\\.?(?: (?:de )?\\d{4})?)`;
const since =
  "from|since|until|till|for the period|vom|von|ab|seit|bis|zum|du|depuis|dès le|jusqu['’]au|desde|del|hasta|a partir del|dal|fino al|van|vanaf|sinds|tot|od|do|de|desde|até|från|från och med|sedan|till|fra|siden|til|alkaen|až|za|din|de la|până|с|от|по|до|από|έως";
const period = `(?:${since})(?: (?:el|le|den|dem|o|the|dnia))?:? ?(?<value>${date})`;

const leaveWords = wordsIn(leave);
/** `vom 3.4. bis 12.4. ` in front of the word. */
const daysBefore = new RegExp(
  `(?:${since}) ${date} (?:(?:${since}|to|al|au|-|–) )?(?:${date} )?(?:[\\p{L}-]+ ){0,2}$`,
  "iu",
);

/** Two things beside each other that only health papers of one person have: a label with a code, a condition with its days. */
export const health: readonly Statement[] = [
  {
    ...{ id: "coded diagnosis", category: "health", triggers: wordsIn(diagnoses), person: "none" },
    behind:
      /(?: ?\([^)\n]{2,20}\))?(?: ?[:=-])? ?(?:[\p{L} ,-]{0,40}\(?)?(?<value>[A-TV-Z]\d\d(?:\.\d{1,3})(?: ?[GVAZRLB](?![\p{L}\d]))?|[A-TV-Z]\d\d(?= ?[GVAZ](?![\p{L}\d])))(?![\p{L}\d])/duy,
    signals: ["word for a diagnosis", "code of a disease"],
  },
  {
    ...{ id: "degree of disability", category: "health", triggers: wordsIn(disability), person: "none" },
    behind: behindTrigger(
      `(?: ?\\([^)\\n]{2,12}\\))?(?: (?:von|of|de|van|du|del|di|is|beträgt))?(?: ?[:=])? ?(?<value>\\d{1,3}(?: ?%| ?v\\.? ?h\\.?)?)(?![\\p{L}\\d])(?! ?(?:bis|to|à|oder|or|und mehr|[-–]) )(?= ?(?:$|\\n|[,;.)](?:\\s|$)|seit |since |depuis |desde |dal |sinds |od |ab |anerkannt|festgestellt|bewilligt|zuerkannt))`,
    ),
    signals: ["word for a disability", "degree"],
  },
  {
    ...{ id: "sick leave", category: "health", triggers: leaveWords, person: "none" },
    behind: behindTrigger(`(?:,? (?!${since} )[\\p{L}-]+){0,4}[ :(]{1,3}${period}`),
    signals: ["word for sick leave", "its days"],
  },
  {
    ...{ id: "days of sick leave", category: "health", triggers: leaveWords, person: "addressed" },
    behind: behindTrigger(`(?<value>)${wordEnd}`),
    before: daysBefore,
    signals: ["word for sick leave", "its days"],
  },
  {
    ...{ id: "blood group", category: "health", triggers: wordsIn(blood), person: "none" },
    behind: behindTrigger(
      `(?: (?:is|ist|lautet|est|es|è))?[ :]{1,3}(?<value>(?:ab|[ab0o])(?:[ ,(]{0,2}(?:rh(?:esus)?[ -]?(?:faktor)?)?[ -]{0,2}(?:\\+|[-−–](?![\\p{L}\\d])|pos(?:itiv[eo]?)?\\.?|neg(?:ativ[eo]?)?\\.?|ve[+-])\\)?)?)(?![\\p{L}\\p{N}/])(?! ?[/|])`,
    ),
    signals: ["label for a blood group", "blood group"],
  },
  {
    ...{ id: "allergy", category: "health", triggers: wordsIn(allergies), person: "none" },
    behind: behindTrigger(
      `(?: (?:to|gegen|à|aux?|a|alla|voor|na|mot|over for|til|la|к|на))?[ :]{1,3}(?:the |den |la |il |l['’])?(?<value>${allergens})${wordEnd}`,
    ),
    signals: ["word for an allergy", "medicine or food"],
  },
];
