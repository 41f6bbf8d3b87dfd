import { type FactGrammar, saying } from "./fact.ts";
import { adverb, personNoun } from "./person-words.ts";

/** One to 119, as a number of its own. */
const years = "(?<![\\p{L}\\d.,:/%€$£#-])(?<value>1[01]\\d|[1-9]\\d?)";
const loose = `(?:(?:${adverb}|nur|rund|etwa|environ|unos|unas|circa|ongeveer|około|cerca de) )*`;
const gap = "[\\s\\u00a0]";
/**
 * A number with a word for years or its first letter behind it, or behind one of the words that need none. Most numbers
 * near the triggers are those of houses, phones and dates.
 */
const mayHold =
  /(?<![\p{L}\d.,:/%€$£#-])(?:1[01]\d|[1-9]\d?)[-\s]?[yjalår]|(?:turn|turned|turns|aged|age of|was|wurde|alter von) [1-9]/iu;
/** What has years behind it that are no age: `34 ans d'expérience`, `34 years ago`. */
const noOther = `(?!${gap}*(?:d['’]|d[eio]l?\\b|degli|della|of\\b|ago\\b|in\\b|fa\\b|geleden|później|temu|atrás|nach|später))`;
const nounBehind = `(?:[- ]\\p{Ll}+){0,1}[- ](?:${personNoun})(?!\\p{L})`;

/** `She is 34 years old`, `aged 34`, `die 34-jährige Patientin`, `tiene 34 años`. */
export const age: FactGrammar = {
  kind: "age",
  triggers: [
    ..."years old|year old|years-old|year-old|yrs old|y/o|yo|years of age|aged|age of|turned|turn|turns|when he was|when she was|when i was".split(
      "|",
    ),
    ..."jahre alt|jährige|jähriger|jährigen|jähriges|alter von|wurde".split("|"),
    ..."âgé|âgée|ans|años|anni|enne|jaar|jaar oud|jarige|leeftijd van|lat|lata|letni|letnia|letniego|letniej|anos|idade de|år gammal|år gammel|årig|årige|let".split(
      "|",
    ),
  ],
  mayHold,
  sayings: [
    saying(
      "before",
      `(?:is|was|am|are|['’](?:m|s)|turned|turns|be) ${loose}${years}[- ]?(?:(?:years?|yrs?)[- ]old|y/?o|years of age)(?!\\p{L})`,
      "i",
    ),
    saying(
      "before",
      `(?:just turned|turned|['’]ll turn|will turn|turn|turns) ${years}(?=[.,;!?)]|\\s*$|\\n| (?:years|yesterday|today|last|this|next|on|and|in \\p{Lu}))(?! (?:years? (?:in|of)|percent))`,
      "i",
    ),
    saying("within", `${years}[- ](?:years?|yrs?)[- ]old${nounBehind}`, "i"),
    saying(
      "sentence",
      `(?:(?<=[,(] ?)aged|(?:at|from) the age of) ${years}(?=[.,;:!?)]|\\s|$)(?! (?:months|weeks|days|percent|to|and|or|%|per|times|metres|meters|miles|km))`,
      "i",
    ),
    saying("within", `(?<!\\p{L})when (?:s?he|i) was ${years}(?=[.,;:!?)]|\\s*$| (?:and|or|years)(?!\\p{L}))`, "i"),
    saying("behind", `${years}[- ](?:years?|yrs?)[- ]old(?= )`, "i"),
    saying("before", `(?:bin|ist|war|wird|wurde) ${loose}${years}(?: Jahre alt)(?!\\p{L})`),
    saying("before", `wurde ${years}(?=[.,;!?]|$)`),
    saying("within", `${years}[- ]?jährige[rnsm]?${nounBehind}`, "i"),
    saying("behind", `${years}[- ]?jährige[rnsm]?(?= )`),
    saying("sentence", `im Alter von ${years}(?: Jahren)?(?!\\p{L})(?! (?:bis|und|oder|Monaten|Wochen))`),
    saying("sentence", `(?<!\\p{L})âgée? (?:de|d['’]environ) ${years}${gap}ans`),
    saying(
      "within",
      `(?:j['’]ai|tengo|ho|mam|tenho|ik ben) ${loose}${years}${gap}(?:ans|años|anni|lata?|anos|jaar(?: oud)?)(?!\\p{L})${noOther}`,
      "i",
    ),
    saying(
      "before",
      `(?:a|avait|tiene|tenía|cumplió|ha|aveva|ma|miała?|tem|tinha|fez|completou) ${loose}${years}${gap}(?:ans|años|anni|lata?|anos)(?!\\p{L})${noOther}`,
      "i",
    ),
    saying(
      "within",
      `(?:${personNoun}),? (?:de|di|w wieku|van) ${years}${gap}(?:ans|años|anni|lat|anos|jaar)(?!\\p{L})${noOther}`,
      "i",
    ),
    saying(
      "before",
      `(?<=,? |\\()(?:de |di |w wieku |van )?${years}${gap}(?:ans|años|anni|lat|anos|jaar|år)(?=[,.;)]|$|\\n)`,
    ),
    saying(
      "before",
      `(?:ben|is|was|werd) ${loose}${years} jaar(?: oud)?(?!\\p{L})(?! (?:geleden|ervaring|lang|in|bij|actief|werkzaam|getrouwd|lid))`,
    ),
    saying("within", `${years}[- ]?jarige${nounBehind}`, "i"),
    saying("behind", `${years}[- ]?jarige(?= )`),
    saying(
      "sentence",
      `(?:op de leeftijd van|op|z|w wieku|aos|com a idade de|a la edad de|all['’]età di|à l['’]âge de) ${years}[- ](?:jaar|jarige leeftijd|lat|anos|años|anni|ans)(?!\\p{L})${noOther}`,
      "i",
    ),
    saying("within", `${years}[- ]letni(?:a|ego|ej)?${nounBehind}`, "i"),
    saying("behind", `${years}[- ]letni(?:a|ego|ej)?(?= )`),
    saying("before", `(?:är|var|er|fyller|blev) ${years} år(?: gam(?:mal|mel))?(?=[.,;!?)]|$|\\s)(?! (?:sedan|siden))`),
    saying("within", `${years}[- ]?årige?${nounBehind}`, "i"),
    saying("before", `(?:je|bylo|má) ${years} (?:let|rokov)(?=[.,;!?)]|$)`),
  ],
};
