import { endingIn } from "../phrases/index.ts";
import { oneOf } from "./statement.ts";

const owners = oneOf(
  "your my his her their ihr ihre ihrem ihren ihrer ihres dein deine deinem deinen deiner mein meine meinem meinen meiner sein seine seinem seinen seiner " +
    "votre vos mon ma mes son sa ses ton ta su sus mi tu sua suo suoi sue mia mio uw mijn zijn haar jouw pana pani panu mój moja moje jego jej twoja twoje " +
    "seu seus meu minha din ditt dine mitt mit min hans hennes hendes deres váš vaše vašu vaši můj moje jeho její ön vaša vašeg njegova njena moja az_ön " +
    "вашата вашето моята неговата ваша ваш вашу моя твоя τον_μισθό η ο",
);
/** `your new annual`, `Ihr monatliches`, `votre nouveau`: a word for whose it is, and at most three small words. */
export const ownedBy = endingIn(new RegExp(`(?<!\\p{L})(?:${owners})(?: [\\p{L}-]+){0,3} ?`, "iu"));

/**
 * Words that speak to or of one person: they decide of whom a statement is, and are no signal themselves. Letter case matters,
 * because most of them are other words in other languages: `er` is *he* in German and *is* in Danish.
 */
export const addressesOne = new RegExp(
  `(?<![\\p{L}])(?:${oneOf(
    "you You he He she She I ich Ich Er Sie Ihnen du Du dir vous Vous je Je elle Elle usted Usted Ud. Lei ella Ella yo Yo lui Lui io Io ik Ik hij Hij zij Zij pan Pan pani Pani panu Panu On Ona " +
      "você Você ele Ele ela Ela eu Eu jag Jag han Han hun Hun hon Hon Ni De hän Hän minä Minä Vy vy Vám vám pán Pán paní Paní Ön Önt dumneavoastră Dumneavoastră dvs. Vi vam Vam vas Vas ви Ви вас Вас вие Вие вы Вы σας εσείς siz Siz",
  )}|[Ii]l (?:est|a|gagne|touche|perçoit|était|avait)|(?:bent|heeft|ontvangt|krijgt|verdient|wordt|bent|dat|werd|hebt) u|U)(?![\\p{L}])`,
  "u",
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
