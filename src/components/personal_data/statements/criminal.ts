import { endingIn } from "../phrases/index.ts";
import { ofCompany, spokenTo, spokenToBefore } from "./persons.ts";
import { behindTrigger, oneOf, type Statement, wordEnd, wordsIn } from "./statement.ts";

const offences = oneOf(`
theft burglary robbery fraud assault murder manslaughter arson shoplifting embezzlement forgery harassment stalking rape perjury tax_evasion drink_driving drunk_driving driving_under_the_influence possession_of_drugs drug_possession drug_trafficking criminal_damage money_laundering bribery
diebstahl diebstahls betrug betrugs betruges raub raubes raubs körperverletzung unterschlagung urkundenfälschung steuerhinterziehung nötigung beleidigung hehlerei erpressung sachbeschädigung brandstiftung trunkenheit_im_verkehr trunkenheit fahrerflucht unfallflucht fahrens_ohne_fahrerlaubnis hausfriedensbruch drogenbesitzes untreue bestechung totschlags mordes stalkings nachstellung vergewaltigung
vol vols escroquerie fraude coups_et_blessures violences violence agression recel conduite_en_état_d'ivresse conduite_sous_l'emprise harcèlement faux_et_usage_de_faux abus_de_confiance viol meurtre corruption trafic_de_stupéfiants détention_de_stupéfiants cambriolage
robo hurto estafa fraude lesiones agresión apropiación_indebida malversación blanqueo conducción_bajo_los_efectos conducción_temeraria alcoholemia amenazas violencia_de_género tráfico_de_drogas homicidio falsedad_documental
furto rapina truffa lesioni appropriazione_indebita guida_in_stato_di_ebbrezza ricettazione evasione_fiscale spaccio minacce estorsione corruzione omicidio stalking frode
diefstal inbraak oplichting fraude mishandeling verduistering rijden_onder_invloed bedreiging vernieling heling witwassen stalking doodslag moord drugsbezit valsheid_in_geschrifte
kradzież kradzieży oszustwo oszustwa pobicie pobicia rozbój rozboju przywłaszczenie przywłaszczenia jazdę_po_alkoholu jazdy_po_alkoholu jazdę_pod_wpływem groźby fałszerstwo paserstwo posiadanie_narkotyków łapówkę
furto roubo burla agressão ofensa_à_integridade_física peculato condução_sob_o_efeito condução_em_estado_de_embriaguez tráfico_de_droga violência_doméstica abuso_de_confiança extorsão
stöld ringa_stöld bedrägeri misshandel rattfylleri rån narkotikabrott skattebrott förskingring olaga_hot tyveri bedrageri vold røveri spirituskørsel underslæb hærværk trusler bedrageri promillekjøring ran skatteunndragelse legemsbeskadigelse kroppsskade
varkaudesta varkaus petoksesta petos pahoinpitelystä pahoinpitely rattijuopumuksesta rattijuopumus ryöstöstä krádež krádeže podvod podvodu loupež ublížení_na_zdraví zpronevěru zpronevěra řízení_pod_vlivem krádeže podvodu ublíženie_na_zdraví
lopás lopásért csalás csalásért rablás testi_sértés sikkasztás ittas_vezetés furt înșelăciune tâlhărie vătămare_corporală conducere_sub_influența delapidare krađe krađu prijevare prijevaru razbojništva tatvine goljufije кражба измама грабеж кражу мошенничество крадіжку κλοπή απάτη ληστεία hırsızlık dolandırıcılık
`);
const verdicts = `
convicted convicted_of sentenced found_guilty pleaded_guilty previous_conviction previous_convictions verurteilt verurteilung vorbestraft vorstrafe vorstrafen angeklagt freiheitsstrafe geldstrafe bewährungsstrafe haftstrafe condamné condamnée condamnation reconnu_coupable reconnue_coupable mis_en_examen mise_en_examen
condenado condenada condena antecedentes_penales declarado_culpable declarada_culpable imputado imputada condannato condannata condanna imputato imputata patteggiato pregiudicato veroordeeld veroordeling schuldig_bevonden strafblad skazany skazana skazano skazanie wyrok karany karana oskarżony oskarżona
condenação arguido arguida acusado acusada dömd dömdes fälld åtalad dømt dømtes straffet tiltalt siktet tuomittu tuomittiin syytettynä odsouzen odsouzena obžalován obžalovaná trestán odsúdený odsúdená elítélték elítélt condamnat condamnată osuđen osuđena obsojen obsojena kazensko süüdi_mõistetud notiesāts nuteistas осъден осъдена осужден осуждена засуджений καταδικάστηκε
`;
const term =
  "(?:\\d{1,3}|an?|one|two|three|four|five|six|eight|ten|twelve|ein(?:e[mnrs]?)?|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|une?|deux|trois|quatre|cinq|six|huit|dix|dos|tres|cuatro|seis|due|tre|quattro|sei|twee|drie|zes|dwa|trzy|dwóch|trzech|pięciu|dois|três|seis|två|tre|sex|to|kahden|dva|tři|két|három|doi|trei) (?:months?|years?|weeks?|monat\\p{L}*|jahr\\p{L}*|mois|ans?|mes(?:es)?|años?|mesi|ann[io]|maand(?:en)?|jaar|miesi[ęą]c\\p{L}*|lat|lata|rok\\p{L}*|anos?|månader|måneder|måneders|år|års|kuukauden|vuoden|měsíc\\p{L}*|let|mesiac\\p{L}*|hónap\\p{L}*|év\\p{L}*|luni|ani|mjesec\\p{L}*|месеца|месяцев)";
const measure =
  "\\d{1,3} (?:hours of|stunden|heures de|horas de|ore di|uur|godzin|timmars|timers) ?\\p{L}*|(?:in )?prison|imprisonment|community service|jail|(?:eine[rn]? )?(?:geldstrafe|freiheitsstrafe|haftstrafe|bewährungsstrafe)|\\d{2,3} tagessätzen|prison avec sursis|sursis|emprisonnement|pena de prisión|reclusione|gevangenisstraf|taakstraf|więzienia|pena suspensa|fängelse|dagsböter|fængsel|fengsel|vankeuteen|sakkoon|börtönbüntetés|închisoare";

/** What may stand between the verdict and its offence. */
const small =
  "(?:to|of|for|on|a|an|the|in|wegen|zu|zur|einer|de|du|à|pour|por|a|un|una|delito|per|il|reato|di|tot|een|voor|wegens|za|na|do|för|till|til|for|om|od|\\d{4})";
const offenceBefore = endingIn(
  new RegExp(
    `(?<!\\p{L})(?:(?:wegen|wegens|voor) (?:${offences})(?: (?:zu|zur|tot|een|einer|eine|von|\\p{Lu}\\p{L}+|\\p{L}{3,8}|\\d{1,3})){0,5}|(?:varkaudesta|pahoinpitelystä|rattijuopumuksesta|ryöstöstä|lopásért|csalásért|rablásért)) `,
    "iu",
  ),
);
const verdictWords = wordsIn(verdicts);
const signals = ["word for a verdict", "offence or sentence"] as const;
const never = new RegExp(
  `${ofCompany.source}|(?<!\\p{L})(?:about|film|movie|novel|book|game|wrote|über|schrieb|roman|spiel|jeu|livre|libro)(?!\\p{L})`,
  "iu",
);
const spoken = { category: "criminal", triggers: verdictWords, person: "named", never, signals } as const;
/**
 * `wegen Diebstahls verurteilt`, `convicted of theft`, `condamné à six mois avec sursis`: a verdict, and right beside it for what or
 * to what. A person is named or written to; `he` may be a figure of a film.
 */
export const criminal: readonly Statement[] = [
  {
    ...{ ...spoken, id: "verdict", owned: spokenTo },
    behind: behindTrigger(
      `(?:[:,]? ${small}){0,4}[:,]? (?:l['’]|d['’])?(?<value>(?:${offences})|${term}(?! of (?!imprisonment|prison))|${measure})${wordEnd}`,
    ),
  },
  {
    ...{ ...spoken, id: "offence before the verdict", owned: spokenToBefore },
    ...{ behind: behindTrigger(`(?<value>)${wordEnd}`), before: offenceBefore },
  },
];
