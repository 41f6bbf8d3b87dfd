import { type FactGrammar, nameBehindPreposition, saying } from "./fact.ts";

const particle = "(?:an|am|de[lnrs]?|di|do|da|der|upon|sur|sous|op|aan|den|bei|la|le|les|of|the|nad|pod|[Ii]m|in)";
const capital = "(?:St\\.|\\p{Lu}[\\p{L}\\p{M}]*(?:[-'’./]\\p{Lu}?[\\p{L}\\p{M}]+)*)";
const word = "\\p{Lu}[\\p{L}\\p{M}&'’-]*";
/** `Ghent`, `New Zealand`, `Frankfurt am Main`, `Castro Urdiales`, `'s-Hertogenbosch`. */
const name = `(?<value>(?:(?:Den|La|Le|Los|Las|The|['’]s-) ?)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Angst|Armut|Frieden|Sicherheit|Scheidung|Trennung|Ordnung|Spring|Summer|Winter|Autumn|Harmonie|Zukunft|I|My|The|A|An|We|Our|Your|It|This|That|These|God|Ihre[mnrs]?|Ihr|Deine[mnrs]?|Eine[mnrs]?)(?![\\p{L}]))${capital}(?: (?:${particle} )?${capital}){0,2}(?: \\(${capital}(?: ${capital})?\\))?)`;
const stop = "(?![\\p{L}\\p{N}])(?! (?:\\d|Road|Street|St\\.|Avenue|Lane))";
const company = "(?:,? (?:Inc|Ltd|LLC|LLP|GmbH|AG|SA|SpA|BV|PLC|plc|Corp|Corporation|Company|Group|Bank))(?!\\p{L})";
const where = `(?!${word}(?:[ ,]+(?:and |& )?${word}){0,4}${company})${name}${stop}`;

/**
 * Where a person lives, comes from or was born: `lives in Berlin`, `né à Lyon`, `wohnhaft in Wien`. `Berlin is a city`
 * and `the company is based in Berlin` are said of nobody.
 */
export const residence: FactGrammar = {
  kind: "residence",
  triggers: [
    ..."i'm in|i am in|i’m in|live|lives|lived|living|reside|resides|residing|resident|flew|travelling|traveling|travelled|traveled|emigrated|grew|raised|born|native|moved|moving|is from|am from|i'm from|hails from|comes from|come from|originally from|based|hometown|zip|postcode|postal code|zip code".split(
      "|",
    ),
    ..."déménagé|mudó|mudé|trasladó|trasladé|trasferito|trasferita|originario|originaria|verhuisd|przeprowadził|przeprowadziła|przeprowadziłam|przeprowadziłem|mudou|mudei".split(
      "|",
    ),
    ..."wohnt|wohne|wohnte|wohnhaft|wohnen|lebt|lebe|lebte|geboren|aufgewachsen|gezogen|umgezogen|kommt|komme|stammt|stamme|wohnort|geburtsort|plz|postleitzahl".split(
      "|",
    ),
    ..."habite|habitait|vit|vis|réside|résidant|né|née|demeurant|domicilié|domiciliée|originaire|vient|code postal|lieu de naissance".split(
      "|",
    ),
    ..."vive|vivo|reside|resido|nacido|nacida|nació|nací|residente|natural|domiciliado|domiciliada|código postal|lugar de nacimiento".split(
      "|",
    ),
    ..."abita|abito|nato|nata|residente|domiciliato|domiciliata|proviene|cap|luogo di nascita".split("|"),
    ..."woont|woon|woonde|wonende|woonachtig|geboren|afkomstig|komt|kom|geboorteplaats|woonplaats".split("|"),
    ..."mieszka|mieszkam|urodzony|urodzona|urodził|urodziła|zamieszkały|zamieszkała|pochodzi|pochodzę|kod pocztowy|miejsce urodzenia".split(
      "|",
    ),
    ..."mora|moro|vive|vivo|reside|nascido|nascida|nasceu|nasci|natural|código postal|cep".split("|"),
  ],
  mayHold: nameBehindPreposition,
  sayings: [
    saying(
      "sentence",
      `(?<!\\p{L})(?:lives?|lived|living|resid(?:es?|ing)|residents?) (?:(?:alone|together|permanently|now|today|with (?:her|his|my) \\p{L}+) )?(?:in|near|outside) ${where}`,
    ),
    saying(
      "sentence",
      `(?<!\\p{L})(?:grew up|raised|brought up|born(?: and raised)?|resident of|native of|a native) (?:in |of |near )?${where}`,
    ),
    saying("before", `(?:(?:is|am|are|was|comes?|hails?|originally|['’]m|['’]s),? )(?:originally )?from ${where}`),
    saying("before", `(?:moved|emigrated|immigrated|relocated)(?: here| there| back)? (?:from|to) ${where}`),
    saying("before", `(?:is|am|['’]m|['’]s),? (?:currently |now )?(?:based|at home|staying) in ${where}`),
    saying(
      "before",
      `(?:flew|(?:will be |is |am |['’]m |was )?travell?ing|travell?ed|emigrated) (?:back )?to ${where}`,
    ),
    saying("before", `(?:am|['’]m) (?:currently |now )?in ${where}`),
    saying("within", `(?<!\\p{L})[Ww]e (?:have |just )?moved here from ${where}`),
    saying("before", `(?:ist|bin) (?:\\d{4} |kürzlich |gerade )?nach ${name} (?:um)?gezogen`),
    saying("before", `(?:a|ai|avait) (?:récemment )?déménagé (?:à|en) ${where}`),
    saying("before", `(?:se|me) (?:mudó|mudé|trasladó|trasladé) a ${where}`),
    saying("before", `(?:(?:si è|mi sono) trasferit[oa] (?:a|in)|è originari[oa] di) ${where}`),
    saying("before", `(?:is|ben) (?:onlangs )?verhuisd naar ${where}`),
    saying("before", `przeprowadził(?:am|em|a)? się do ${where}`),
    saying("before", `(?:mudou-se|mudei-me) para ${where}`),
    saying("sentence", `(?:home ?town|place of birth|birthplace)(?: is|:) ${where}`),
    saying(
      "sentence",
      `(?<!\\p{L})(?:wohn(?:t|e|te|haft)|leb(?:t|e|te)|geboren|aufgewachsen)(?: (?:jetzt|heute|seit \\d{4}|derzeit|allein))? (?:in|bei|nahe) ${where}`,
    ),
    saying("sentence", `(?:geboren (?:am|im) [\\d. ]+(?:\\p{L}+ \\d{4} )?in|[Ww]ohnort:|[Gg]eburtsort:) ${where}`),
    saying("sentence", `(?<!\\p{L})in ${name} (?:geboren|aufgewachsen|wohnhaft|wohnend)(?!\\p{L})`),
    saying(
      "within",
      `(?<!\\p{L})(?:[Vv]ivo|[Mm]ieszkam|[Mm]oro|[Hh]o abitato|[Nn]ací|[Nn]asci|[Pp]ochodzę) (?:en|we?|ze?|em|no|na|a|ad|in) ${where}`,
    ),
    saying("before", `(?:kommt|komme|stammt|stamme)(?: ursprünglich)? aus ${where}`),
    saying("before", `(?<=\\s)aus ${where}(?=[,.;]| (?:hat|ist|und|wurde|schreibt|war|sagt))`),
    saying(
      "sentence",
      `(?<!\\p{L})(?:habit(?:e|ait|ant)|vi[ts]|résid(?:e|ait|ant)|née?|demeurant|domiciliée?|originaire)(?: actuellement)? (?:à|de|au|en) ${where}`,
    ),
    saying(
      "sentence",
      `(?<!\\p{L})(?:viv[eo]|resid[eo]|nacid[oa]|nació|nací|residente|natural|domiciliad[oa])(?: actualmente)? (?:en|de) ${where}`,
    ),
    saying(
      "sentence",
      `(?<!\\p{L})(?:vive|vivo|abit[ao]|nat[oa]|residente|domiciliat[oa]|proviene)(?: attualmente)? (?:a|ad|in|da) ${where}`,
    ),
    saying(
      "sentence",
      `(?<!\\p{L})(?:woon(?:t|de|achtig)?|wonende|geboren|afkomstig)(?: (?:nu|in de buurt))? (?:in|te|uit|van) ${where}`,
    ),
    saying("before", `(?:komt|kom)(?: oorspronkelijk)? uit ${where}`),
    saying(
      "sentence",
      `(?<!\\p{L})(?:mieszkam?|urodzon[ya](?: się)?|urodziła? się|zamieszkał[ya]|pochodzi|pochodzę)(?: obecnie)? (?:we?|ze?|pod) ${where}`,
    ),
    saying(
      "sentence",
      `(?<!\\p{L})(?:mor[ao]|viv[eo]|reside|nascid[oa]|nasceu|nasci|residente|natural)(?: atualmente)? (?:em|no|na|de|do|da) ${where}`,
    ),
    saying(
      "within",
      `(?<!\\p{L})(?:[Mm]y|[Hh]is|[Hh]er|[Mm]eine?|[Mm]on|[Mm]i|[Mm]ijn) (?:(?:zip|postal|post) ?code|ZIP|PLZ|Postleitzahl|code postal|código postal|postcode) (?:is|ist|lautet|est|es) (?<value>(?=[A-Z\\d -]{0,6}\\d)[A-Z\\d]{2,5}(?:[ -][A-Z\\d]{2,4})?)(?![\\p{L}\\d-])`,
    ),
    saying(
      "sentence",
      `(?<![\\p{L}])(?:ZIP|[Zz]ip [Cc]ode|PLZ|[Pp]ostcode|[Cc]ode postal|[Cc]ódigo postal|CEP|[Kk]od pocztowy): ?(?<value>(?=[A-Z\\d -]{0,6}\\d)[A-Z\\d]{2,5}(?:[ -][A-Z\\d]{2,4})?)(?![\\p{L}\\d-])`,
    ),
  ],
};
