import { endingIn } from "../phrases/index.ts";
import { type OwnerLanguage, ofCompany, ofEverybody, ofMany, ownedIn, receives } from "./persons.ts";
import { behindTrigger, type Statement, wordsIn } from "./statement.ts";

const figure = "\\d{1,3}(?:[.,'’ \\u00a0\\u202f]\\d{3})*(?:[.,]\\d{1,2})?|\\d{3,7}(?:[.,]\\d{1,2})?";
const currency =
  "€|£|\\$|₺|₽|zł|kč|ft|kr\\.?|lei|лв\\.?|грн|руб\\.?|tl|euro\\p{L}{0,2}|eur|gbp|usd|chf|fr\\.|pln|sek|nok|dkk|czk|huf|ron|bgn|isk|pounds?|dollars?|k€";
/** `3.400 EUR`, `£41,250`, `€ 2.950,00`, `CHF 5'400.-`. */
const amount = `(?![^\\d\\n]{0,4}0(?!\\d))(?<value>(?:€|£|\\$|eur|chf|gbp|usd|pln|sek|nok|dkk|fr\\.)[ \\u00a0]?(?:${figure})(?:k|,-|\\.-)?|(?:${figure})[ \\u00a0]?(?:t|k|mille|tys\\.)?[ \\u00a0]?(?:${currency})(?![\\p{L}\\p{N}]))`;
/** At most eight words, a date, and a colon between the word for the pay and the amount. */
const between = `(?:[ :\\t]{1,4}|(?:[ ,]{1,2}(?:[\\p{L}'’().-]+|\\d{1,2}\\.|\\d{4})(?=[ ,:])){1,9}[ :]{1,3})`;
/** Amounts of millions are those of companies. */
const noMillions = "(?! ?(?:mio|million|mln|mrd|billion|bn|m(?!\\p{L})))";

type InLanguages = readonly [readonly OwnerLanguage[], string];
const pay: readonly InLanguages[] = [
  [
    ["en"],
    "salary salaries base_salary basic_salary gross_salary net_salary annual_salary monthly_salary starting_salary wage wages hourly_wage gross_pay net_pay " +
      "base_pay take-home_pay sick_pay income gross_income net_income pension state_pension remuneration stipend severance severance_pay",
  ],
  [
    ["de"],
    "gehalt bruttogehalt nettogehalt monatsgehalt jahresgehalt bruttojahresgehalt bruttomonatsgehalt grundgehalt festgehalt einstiegsgehalt lohn bruttolohn nettolohn monatslohn " +
      "stundenlohn arbeitslohn grundlohn arbeitsentgelt entgelt vergütung ausbildungsvergütung einkommen nettoeinkommen bruttoeinkommen jahreseinkommen monatseinkommen verdienst bruttoverdienst " +
      "rente altersrente witwenrente erwerbsminderungsrente bezüge dienstbezüge besoldung arbeitslosengeld krankengeld elterngeld kindergeld wohngeld bürgergeld sozialhilfe " +
      "abfindung weihnachtsgeld urlaubsgeld",
  ],
  [
    ["fr"],
    "salaire salaire_brut salaire_net rémunération traitement revenu revenus pension pension_de_retraite retraite indemnité indemnités",
  ],
  [
    ["es"],
    "sueldo sueldo_bruto sueldo_neto salario salario_bruto salario_neto nómina retribución remuneración ingresos pensión prestación finiquito paga",
  ],
  [["it"], "stipendio stipendio_lordo stipendio_netto retribuzione reddito ral pensione indennità compenso busta_paga"],
  [
    ["nl"],
    "salaris bruto_salaris netto_salaris brutosalaris nettosalaris maandsalaris jaarsalaris brutoloon nettoloon loon uurloon maandloon inkomen uitkering " +
      "pensioen vakantiegeld",
  ],
  [
    ["pl"],
    "wynagrodzenie wynagrodzenie_brutto wynagrodzenia pensja pensję pensji płaca płacę dochód dochody emerytura emeryturę renta rentę " +
      "zasiłek",
  ],
  [["pt"], "salário salário_bruto salário_líquido vencimento ordenado remuneração rendimento pensão reforma subsídio"],
  [
    ["nordic"],
    "lön månadslön årslön timlön grundlön bruttolön nettolön pension sjukpenning inkomst løn månedsløn årsløn timeløn " +
      "grundløn bruttoløn nettoløn lønnen indkomst dagpenge lønn månedslønn årslønn timelønn grunnlønn inntekt sykepenger",
  ],
  [[], "palkka palkkaa kuukausipalkka bruttopalkka eläke tulot"],
  [["cs"], "plat hrubý_plat čistý_plat mzda hrubá_mzda čistá_mzda příjem důchod príjem dôchodok"],
  [
    ["hu", "ro"],
    "fizetés bruttó_fizetés bér nettó_bér nyugdíj jövedelem salariu salariul salariul_brut salariul_net venit venitul pensie pensia " +
      "indemnizație",
  ],
  [["south"], "plaća plaće mirovina plača pokojnina palk töötasu pension alga darba_alga atlyginimas pensija"],
  [
    ["cyrillic", "el"],
    "заплата заплатата възнаграждение пенсия зарплата оклад доход пенсія зарплатня μισθός μισθό σύνταξη maaş",
  ],
];
/** What friends, agents and children get as well, and `pay`, which is a verb: only of somebody whose it is. */
const sometimes: readonly InLanguages[] = [
  [["en"], "bonus annual_bonus allowance commission pay"],
  [["de"], "bonus prämie provision zulage"],
  [["fr"], "prime allocation allocations"],
  [["nl"], "toelage"],
  [["pl"], "premia premię"],
  [["cs"], "odměna"],
];

/** Languages that say at the end of the word whose it is. */
const ownPay =
  "palkkasi palkkanne palkkani kuukausipalkkasi bruttopalkkasi eläkkeesi eläkkeenne fizetése fizetésed bére nyugdíja jövedelme maaşınız maaşı maaşım geliriniz";

const earning = `
earn earns earned earning is_paid was_paid verdient verdiene verdienen verdiente bezieht bezog erhält_eine_rente_von gagne gagnait touche perçoit percevait gana ganaba cobra cobraba percibe
guadagna guadagnava percepisce zarabia zarabiam zarabiał zarabiała ganha ganhava aufere tjänar tjänade tjener tjente ansaitsee vydělává vydělával zarába zarábal keres
câștigă câştigă zarađuje zasluži teenib pelna uždirba печели зарабатывает заробляє κερδίζει kazanıyor
`;

const signals = ["word for pay", "amount of money"] as const;
/** `income tax` and `pension plan` are no pay. */
const noNoun =
  "(?![ -](?:tax|taxes|plan|plans|threshold|formula|limit|bracket|scheme|fund|calculator|range|insurance|in this))";
const behind = behindTrigger(`${noNoun}${between}${amount}${noMillions}`);
/** Who pays such an amount, or what it is paid for. */
const ofOffer = new RegExp(
  `${ofMany.source}|(?<!\\p{L})(?:per sale|per review|e\\.g\\.|example|beispiel|exemple|ejemplo|esempio|enter|friends?|referrals?|invoice|voucher|plant|freund|neukunden|ami|parrainage)(?!\\p{L})`,
  "iu",
);

const ofCompanyOrOffer = new RegExp(`${ofCompany.source}|${ofOffer.source}`, "iu");
const receiving = endingIn(new RegExp(receives, "iu"));
/** `She earns`, `Ich verdiene`: the subject right before the verb. `You earn` is what offers say. */
const subject = endingIn(/(?<!\p{L})(?:I|He|he|She|she|Ich|ich|Er|Elle|Il|Ela|Ele|Hij|Ik|ik|Hon|Han|Hun) /u);

const payIn = ([languages, words]: InLanguages): Statement => {
  const isOwn = ownedIn(languages, 3);
  const owned = { test: (text: string) => isOwn.test(text) || receiving.test(text) };
  return {
    ...{ id: `pay (${languages.join()})`, category: "income", triggers: wordsIn(words), person: "named" },
    ...{ owned, never: ofOffer, behind, signals },
  };
};
const sometimesIn = ([languages, words]: InLanguages): Statement => ({
  ...{ id: `bonus (${languages.join()})`, category: "income", triggers: wordsIn(words), person: "named" },
  ...{ before: ownedIn(languages, 1), never: ofOffer, behind, signals },
});

/** What a person earns or receives: `Ihr Gehalt beträgt 3.400 EUR`, `a salary of £32,000`, `zarabia 6 200 zł`. */
export const income: readonly Statement[] = [
  ...pay.map(payIn),
  ...sometimes.map(sometimesIn),
  {
    ...{ id: "own pay", category: "income", triggers: ["pay"], person: "none", before: ownedIn(["en"], 1) },
    ...{
      behind: behindTrigger(`(?: (?:is|was|will be|of|rises to))?[ :]{1,2}${amount}${noMillions}`),
      never: ofOffer,
      signals,
    },
  },
  {
    ...{
      id: "pay, whose it is behind",
      category: "income",
      triggers: wordsIn("salariul venitul pensia salariul_brut salariul_net indemnizația"),
    },
    ...{ person: "none", never: ofOffer, signals },
    behind: behindTrigger(
      ` (?:(?:lunar|brut|net) )?(?:dumneavoastră|dvs\\.|meu|mea|tău|său)${between}${amount}${noMillions}`,
    ),
  },
  {
    ...{ id: "own pay in one word", category: "income", triggers: wordsIn(ownPay), person: "none", never: ofEverybody },
    ...{ behind, signals },
  },
  {
    ...{
      id: "earning",
      category: "income",
      triggers: wordsIn(earning),
      person: "named",
      owned: subject,
      never: ofCompanyOrOffer,
    },
    ...{ behind: behindTrigger(`(?:[ :]{1,2}|(?: [\\p{L}'’-]+){1,5} )${amount}${noMillions}`), signals },
  },
];
