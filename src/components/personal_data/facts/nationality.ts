import { anyCase } from "../phrases/index.ts";
import { nationalityWords, nationality as words } from "./demonyms.ts";
import { type FactGrammar, saying } from "./fact.ts";

const end = "(?![\\p{L}\\p{N}-])";
/** The person ends the clause or goes on with other persons; `She is Spanish teacher` speaks of a language. */
const clauseEnd = `${end}(?=[.,;!?)]|\\s*$|\\n| (?:and|but|by|with|und|aber|et|mais|y|pero|ed?|ma|en|maar|i|ale|mas|citizen|national))(?!,? (?:and|und|et|y|e|en|i) (?:\\p{Lu}\\p{Ll}+|food|wine|literature|history))`;
const singular =
  "(?:citizen|national|man|woman|girl|boy|passport holder|immigrant|emigrant|expat|student|patient|tourist|worker|employee|nurse|doctor|author|writer|singer|actor|actress|player|footballer|politician|journalist|artist|painter|scientist|engineer|businessman|businesswoman|professor|lawyer)";
const titles =
  "(?:(?:tennis|football|chess|film|opera|pop) )?(?:author|writer|singer|actor|actress|player|footballer|politician|journalist|artist|painter|composer|scientist|physicist|engineer|businessman|businesswoman|professor|lawyer|citizen|national|student|nurse|doctor|minister|tourist|director)";

/** Words such as *author* and *man* are frequent, and mostly without a nationality near them. */
const anyNationality = new RegExp(
  `(?<!\\p{L})(?:${(["en", "de", "fr", "es", "it", "nl", "pl", "pt"] as const).map(words).join("|")})(?!\\p{L})`,
  "iu",
);

/**
 * Nationality that is said of a person: `She is Italian`, `the Dutch citizen`, `cittadino italiano`. `The Dutch economy`
 * is said of nobody. It is no ethnic origin, which rules of their own find.
 */
export const nationality: FactGrammar = {
  kind: "nationality",
  triggers: [
    // The verbs beside these words are too frequent.
    ...(["en", "fr", "es", "it", "pt"] as const).flatMap(nationalityWords),
    ..."citizen|national|nationality|citizenship|passport|man|woman|immigrant|student".split("|"),
    ..."staatsbürger|staatsbürgerin|staatsangehörige|staatsangehöriger|staatsangehörigkeit|nationalität|staatsbürgerschaft".split(
      "|",
    ),
    ..."nationalité|citoyen|citoyenne|ressortissant|ressortissante|nacionalidad|ciudadano|ciudadana|nazionalità|cittadino|cittadina".split(
      "|",
    ),
    ..."nationaliteit|staatsburger|burger|obywatel|obywatelem|obywatelką|obywatelka|obywatelstwo|narodowości|nacionalidade|cidadão|cidadã".split(
      "|",
    ),
    ..."author|writer|singer|actor|actress|player|footballer|politician|journalist|artist|painter|composer|scientist|minister|professor".split(
      "|",
    ),
  ],
  mayHold: anyNationality,
  sayings: [
    saying(
      "before",
      `(?:is|was|am|['’](?:m|s)) (?:originally |also |half |partly )?(?<value>(?:${anyCase(words("en"))}))${clauseEnd}`,
    ),
    saying("before", `(?:is|was|am|['’](?:m|s)) an? (?<value>${words("en")}) ${singular}${end}`, "i"),
    saying("before", `(?:is|was|am|['’](?:m|s)) an? (?<value>${words("en")})(?=[.;!?]|\\s*$|, (?:and|but|who))`),
    saying(
      "within",
      `(?<!\\p{L})(?:[Aa]n?|[Tt]h(?:e|is)|that|another|one) (?:\\p{Ll}+ )?(?<value>${words("en")}) (?:citizen|national|man|woman|girl|boy|passport holder|immigrant|expat)${end}`,
    ),
    saying("behind", `(?<![\\p{L}-])(?<value>${words("en")}) ${titles}(?= \\p{Lu})`),
    saying("within", `(?:nationality|citizenship)(?: is|:| -)? (?<value>${words("en")})${end}`, "i"),
    saying("sentence", `(?:of|holds|with|has) (?<value>${words("en")}) (?:nationality|citizenship)${end}`),
    saying("sentence", `(?:holds|has|with) an? (?<value>${words("en")}) passport${end}`),
    saying("within", `(?<!\\p{L})(?<value>${words("de")}) (?:Staatsbürger(?:in)?|Staatsangehörige[rn]?)${end}`),
    saying(
      "within",
      `(?:Staatsangehörigkeit|Nationalität|Staatsbürgerschaft)(?: ist|:)? (?<value>${words("de")})${end}`,
      "i",
    ),
    saying(
      "sentence",
      `(?:die|mit|hat|besitzt) (?<value>${words("de")}) (?:Staatsangehörigkeit|Staatsbürgerschaft|Nationalität)${end}`,
    ),
    saying("within", `(?:nationalité|citoyenne?|ressortissante?)(?: :|:)? (?<value>${words("fr")})${end}`, "i"),
    saying("before", `(?:est|suis|était) (?<value>${words("fr")})(?=[.;!?]|\\s*$| et | mais )`),
    saying("within", `(?:nacionalidad|ciudadan[oa])(?::| es)? (?<value>${words("es")})${end}`, "i"),
    saying("before", `(?:es|soy|era) (?<value>${words("es")})(?=[.;!?]|\\s*$| y | pero )`),
    saying("within", `(?:nazionalità|cittadin[oa]|cittadinanza)(?::| è)? (?<value>${words("it")})${end}`, "i"),
    saying("before", `(?:è|sono|era) (?<value>${words("it")})(?=[.;!?]|\\s*$| e | ma )`),
    saying("within", `(?<!\\p{L})(?<value>${words("nl")}) (?:staatsburger|burger|onderdaan)${end}`, "i"),
    saying("within", `nationaliteit(?: is|:)? (?<value>${words("nl")})${end}`, "i"),
    saying("sentence", `de (?<value>${words("nl")}) nationaliteit${end}`),
    saying(
      "within",
      `(?:obywatel(?:ka|em|ką)?|narodowości|obywatelstwo|obywatelstwa)(?::)? (?<value>${words("pl")})${end}`,
      "i",
    ),
    saying("within", `(?:nacionalidade|cidadão|cidadã)(?::| é)? (?<value>${words("pt")})${end}`, "i"),
    saying("before", `(?:é|sou|era) (?<value>${words("pt")})(?=[.;!?]|\\s*$| e | mas )`),
  ],
};
