/** The categories of the rulesets that Art. 9(1) and Art. 10 GDPR name. */
const ids: ReadonlySet<string> = new Set([
  ...["health", "genetic", "biometric", "racial_ethnic", "political", "religious", "trade_union", "sexual"],
  "criminal",
]);

/**
 * Beginnings of words by which people declare such categories: in English, German, French, Spanish, Italian, Dutch and
 * Polish, without diacritics.
 */
const stems =
  /\b(?:health|medic|diagnos|disabilit|disabled|genetic|genetisch|genetique|biometr|racial|ethni|etnic|race\b|politi[ckq]|religi|faith|confession|konfession|philosophical|weltanschau|trade.?union|gewerkschaft|syndic|sindica|vakbond|zwiazk|sexu|sex life|criminal|straf(?:taten|register)|gesundheit|krankheit|sante\b|maladie|salud|salute|gezondheid|zdrow)/;

/** A health insurer is a recipient, and its number no datum of health. */
const insurance = /insur|versicher|assuran|segur|assicura|verzeker|ubezpiecz|kasse/;

/** Returns whether a declared category is one of Art. 9 or Art. 10. Declarations are free text, so words are compared. */
export function isSpecialCategory(category: string): boolean {
  if (ids.has(category)) return true;
  const text = category
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("_", " ")
    .replaceAll("ł", "l");
  return stems.test(text) && !insurance.test(text);
}
