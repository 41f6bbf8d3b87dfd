import type { SignalRule } from "../rules/index.ts";
import { phraseSearch } from "./phrase-search.ts";

const kinds = ["text", "said", "role"] as const;
type PhraseKind = (typeof kinds)[number];

/** A rule's phrase in a text, its list, and the offset of its first letter. */
interface TextCue {
  readonly rule: number;
  readonly phrase: string;
  readonly offset: number;
  readonly kind: PhraseKind;
}

type PhraseRule = Pick<SignalRule, "text"> & Partial<Pick<SignalRule, "said" | "roles">>;

/** Finds the phrases of all lists of all rules in one pass. A word for a role counts only if it is said of somebody. */
export function textSearch(rules: readonly PhraseRule[]): (text: string) => Generator<TextCue, void, void> {
  const lists = [
    rules.map(({ text }) => ({ text })),
    rules.map(({ said = [] }) => ({ text: said })),
    rules.map(({ roles = [] }) => ({ text: roles })),
  ];
  const find = phraseSearch(lists.flat());
  return function* search(text) {
    for (const { rule, phrase, offset } of find(text)) {
      const kind = kinds[Math.floor(rule / rules.length)];
      if (kind === undefined || (kind === "role" && !isOfPerson(text, offset, offset + phrase.length))) continue;
      yield { rule: rule % rules.length, phrase, offset, kind };
    }
  };
}

const word = "\\p{Lu}[\\p{L}\\p{M}'’-]*\\p{L}";
const title =
  "(?:Mrs?|Ms|Miss|Dr|Prof|Herrn?|Frau|Fr|Hr|Mme|M|Mlle|Madame|Monsieur|Sra?|Srta|Dña?|doña|don|señora?|Sig|sig|Sig\\.ra|signora?|dott|mevrouw|meneer|mevr|dhr|Pan[ai]?|pan[aią]?|pan[íi]|fru|herr|hr|rouva|herra|domnul|doamna|g|ga|gđa|gospod|gospa|κ|κα|κυρία|κύριος|г-н|г-жа|господин|госпожа|п|пан|пані)\\.? ";
const fullName = `(?:${title}(?:${word} ?){1,3}|${word} (?:\\p{Lu}\\. |(?:v[ao]n|de[rln]?|di|da|la) ){0,3}${word})`;
/** `Patient: Ines Falk`, `the patient Ines Falk`, `unsere Mieterin Frau Falk`. */
const behind = new RegExp(`^(?: ?:[ \\t]{0,8}|,? )${fullName}(?![\\p{L}\\d])`, "u");
/** `Ines Falk, patient`, `Ines Falk (tenant)`, `Ines Falk as our employee`. */
const before = new RegExp(
  `(?<![\\p{L}])${fullName}(?:,? \\(?|, )(?:(?:geb\\.|born|née?|nato|nata)[^,;\\n]{3,20}, )?(?:(?:is|was|ist|war|est|es|è|as|als|a|the|an|our|your|my|their|der|die|das|eine?|unsere?|Ihre?|le|la|l['’]|el|il|una?|o|een|de|notre|votre|nuestr[oa]|nostr[oa]|onze|nasz|nasza|vår|vores) ){0,3}$`,
  "u",
);
const longestLead = 90;

function isOfPerson(text: string, start: number, end: number): boolean {
  return behind.test(text.slice(end, end + 60)) || before.test(text.slice(Math.max(0, start - longestLead), start));
}
