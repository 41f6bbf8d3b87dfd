import { ofEverybody } from "./persons.ts";
import { behindTrigger, labelGap, oneOf, type Statement, wordEnd, wordsIn } from "./statement.ts";

/** In one person's form: the plural speaks of many. */
const members = `
member membership mitglied mitgliedschaft gewerkschaftsmitglied adhérent adhérente adhésion affilié affiliée membre syndiqué syndiquée afiliado afiliada afiliación miembro iscritto iscritta iscrizione
tesserato tesserata lid lidmaatschap aangesloten członek członkiem członkini członkinią filiado filiada sindicalizado sócio sócia medlem medlemskap medlemskab ansluten jäsen jäsenyys jäsenenä člen členka členem členkou
členom tagja membru membră član članica članom članicom liige biedrs biedre narys narė член членка μέλος üye üyesi
`;
const labels = `
trade_union labour_union union union_membership gewerkschaft gewerkschaftszugehörigkeit gewerkschaftsmitgliedschaft syndicat appartenance_syndicale sindicato afiliación_sindical sindacato iscrizione_sindacale
vakbond vakbondslidmaatschap związek_zawodowy przynależność_związkowa filiação_sindical fackförbund facklig_tillhörighet fagforening fagforbund ammattiliitto odbory odborová_organizace szakszervezet sindicat sindikat ametiühing arodbiedrība profesinė_sąjunga профсъюз профсоюз συνδικάτο sendika
`;
/** Unions with members who are persons; federations of unions have none. Written as here, because many are short. */
const unions = oneOf(`
IG_Metall ver.di Verdi IG_BCE IGBCE IG_BAU GEW NGG EVG GdP GDL dbb Marburger_Bund Marburger_Bunds ÖGB GPA younion GÖD PRO-GE Unia syndicom VPOD Transfair
Unison UNISON Unite UNITE GMB NASUWT RMT ASLEF Aslef TSSA PCS UCU USDAW Usdaw CWU RCN SIPTU Fórsa ASTI SEIU UAW Teamsters AFSCME IBEW UFCW
CGT CFDT Force_ouvrière CFTC CFE-CGC UNSA FSU SNUipp CCOO CC.OO. CC._OO. UGT CSIF CGIL CISL UIL UGL FIOM Fiom FILCAMS Cobas 
FNV CNV VCP De_Unie AOb NU'91 ACV ABVV ACLVB CSC FGTB CGSLB OGBL LCGB Solidarność Solidarności OPZZ ZNP Sierpień_80 CGTP Fenprof SINTAP SNQTB
Unionen IF_Metall Vårdförbundet Akavia Handelsanställdas_förbund Sveriges_Ingenjörer Sveriges_Lärare Saco 3F FOA Dansk_Metal DJØF Djøf DSR BUPL Krifa
Fagforbundet Fellesforbundet NITO Tekna Utdanningsforbundet FLT EL_og_IT JHL Teollisuusliitto Tehy OAJ ČMKOS OS_KOVO KOVO KOZ PDSZ Cartel_Alfa BNS CNSLR Preporod Pergam ZSSS
КНСБ Подкрепа ΓΣΕΕ ΑΔΕΔΥ ΠΑΜΕ Türk-İş DİSK Hak-İş
`);
const small =
  "(?:of|in|der|die|des|de|du|la|le|à|bei|bij|al|alla|a|ao|na|no|il|at|with|trade|union|the|gewerkschaft|syndicat|sindicato|sindacato|vakbond|związku|związek|zawodowego|nszz|NSZZ|i|w|af|av|vid|fackförbund(?:et)?|facket|fagforening(?:en)?|fagforbundet|ammattiliitto|szakszervezet|sindicatul|sindikata?|sindicatului|odborů|odborov|syndykatu|dans|en|den|dem|del|dell['’]|since|seit|van)";

/** Names that are words, or short: only behind a word for a union in the same language. */
const alsoWords = [
  ["[Uu]nion", "Equity|Prospect|Community|NEU"],
  ["[Uu]nion", "Mandate|INTO|TUI"],
  ["[Gg]ewerkschaft", "vida|Syna"],
  ["[Ss]yndicat", "FO|SUD|Solidaires"],
  ["[Ss]indicato", "USO|ELA|LAB|STAL"],
  ["[Ss]indacato", "USB|FILT"],
  ["[Ff](?:ackförbund(?:et)?|acket)", "Kommunal|Handels|Seko|Transport|Byggnads"],
  ["[Ff]agforening(?:en)?", "HK|IDA|PROSA|Parat"],
  ["[Aa]mmattiliitto", "Pro|PAM|SuPer"],
  ["(?:[Ss]zakszervezet|[Ss]indicatul|[Ss]indikata?)", "Liga|Vasas|Sanitas|HUS"],
]
  .map(([word, names]) => `(?<=${word}[ :=\\t]{1,3})(?:${names})`)
  .join("|");
/** `Transport Committee` is no union. Some unions have the name of a branch behind theirs. */
const noName = "(?!(?<!FNV|CNV|ACV|IG Metall|ver\\.di) \\p{Lu}\\p{Ll})(?! (?:or|oder|ou|of|lub|eller) )";
const never = new RegExp(
  `${ofEverybody.source}|(?<!\\p{L})(?:any|become|join|werden|devenir|every|each|all|jedes|chaque|cada|ogni|elk|každý)(?!\\p{L})`,
  "iu",
);

const dues = `
union_dues union_fee union_subscription union_contribution gewerkschaftsbeitrag gewerkschaftsbeiträge cotisation_syndicale cotisations_syndicales cuota_sindical quota_sindacale trattenuta_sindacale vakbondscontributie vakbondsbijdrage
składka_związkowa składki_związkowe quota_sindical fackavgift fackföreningsavgift fagforeningskontingent fagforeningskontingenten ammattiliiton_jäsenmaksu odborový_příspěvek odborové_příspěvky szakszervezeti_tagdíj cotizație_sindicat cotizația_de_sindicat sindikalna_članarina
`;

/** `Sie sind Mitglied der IG Metall`, `Gewerkschaft: ver.di`, a fee for a union on a payslip. */
export const union: readonly Statement[] = [
  {
    ...{ id: "member of a union", category: "trade_union", triggers: wordsIn(members), person: "none", never },
    behind: new RegExp(
      `(?<!members|memberships)[ :(,]{1,2}(?:${small}(?: |(?<=['’]))){0,4}(?<value>${unions}|${alsoWords})${wordEnd}${noName}`,
      "duy",
    ),
    signals: ["word for a member", "name of a union"],
  },
  {
    ...{ id: "union in a form", category: "trade_union", triggers: wordsIn(labels), person: "none" },
    behind: new RegExp(
      `${labelGap}(?<value>${unions}|${alsoWords})(?=[ \\t]*(?:$|\\n|[,;.](?! ?\\p{Lu}[\\p{L}.]+(?:$|,))(?:\\s|$)|\\())`,
      "duy",
    ),
    signals: ["label for a union", "name of a union"],
  },
  {
    ...{ id: "union dues", category: "trade_union", triggers: wordsIn(dues), person: "none" },
    behind: behindTrigger(
      "[^\\n.!?\\d€£$]{0,30}?[:= ]?(?<value>(?:€|£|\\$|-)? ?\\d{1,3}(?:[.,]\\d{2})? ?(?:€|£|eur|zł|kr\\.?|kč|ft|lei|chf)?)(?![\\p{N}%])(?! ?%)",
    ),
    signals: ["word for union dues", "amount of money"],
  },
];
