import type { PersonalDataRule, RecogniserId } from "../rules/index.ts";
import type { Kit, Values } from "./candidate.ts";
import { isExpression, isNetworkAddress, isPathOrVersion } from "./code-values.ts";

/** How much it reduces the score of a name if no value has the form. Only closed forms can contradict a name. */
const contradiction: Partial<Record<string, number>> = { email: 0.4, ip_address: 0.35, iban: 0.15, phone: 0.2 };

interface Veto {
  readonly text: string;
  readonly loss: number;
}

interface ValueVeto extends Veto {
  readonly isFor: (category: string) => boolean;
  readonly fits: (value: string) => boolean;
  /** Share of the values that fit. */
  readonly least: number;
}

const only =
  (...categories: readonly string[]) =>
  (category: string): boolean =>
    categories.includes(category);

/**
 * Returns how much the values contradict the name, once there are enough of them. `reported` is the form that all values have
 * and that the column is reported for.
 */
export function contradictions(
  rule: PersonalDataRule,
  { distinct }: Values,
  kit: Kit,
  reported?: OtherForm,
): readonly Veto[] {
  const veto = valueVetoes.find(
    ({ isFor, fits, least }) =>
      distinct.length > 0 && isFor(rule.category) && distinct.filter(fits).length >= least * distinct.length,
  );
  if (veto !== undefined) return [{ text: veto.text, loss: veto.loss }];
  if (reported !== undefined) return [{ text: `all values are ${reported.text}`, loss: 0.75 }];
  if (distinct.length < kit.options.minDistinct) return [];
  const isTested = kit.recognisers.some((one) => one.id === rule.recogniser);
  const loss = rule.recogniser !== undefined && isTested ? (contradiction[rule.recogniser] ?? 0) : 0;
  const ofForm = loss === 0 ? [] : [{ text: "no value has the form that the name promises", loss }];
  return isShape(rule.shape, distinct)
    ? ofForm
    : [...ofForm, { text: `most values are no ${rule.shape ?? ""}`, loss: 0.35 }];
}

/** A form that all values have although the name of the column promises another one. */
export interface OtherForm {
  readonly id: RecogniserId;
  readonly text: string;
}

/** Forms that are hardly taken by chance, and the score from which a value has one for certain. */
const certainForms = [
  { id: "email", least: 0, text: "e-mail addresses" },
  { id: "iban", least: 0.6, text: "numbers of bank accounts" },
  { id: "mac_address", least: 0.5, text: "addresses of devices" },
  { id: "phone", least: 0.8, text: "phone numbers" },
  { id: "personal_url", least: 0.6, text: "addresses of the web" },
] as const satisfies readonly (OtherForm & { readonly least: number })[];

/** Categories whose values are never written in a form of another one. A user name may be an e-mail address. */
const formed: ReadonlySet<string> = new Set(
  "name address phone email date_of_birth age gender nationality location ip_address employment education vehicle payment_card bank_account tax_id government_id family income".split(
    " ",
  ),
);

/**
 * Returns what all values plainly are, if it is something else than the name of the column promises: a column `Contact` that
 * holds e-mail addresses. The values decide, and they are found as what they are.
 */
export function otherForm(
  { category, recogniser }: PersonalDataRule,
  { distinct }: Values,
  kit: Kit,
): OtherForm | undefined {
  if (distinct.length === 0 || !formed.has(category)) return undefined;
  return certainForms.find(({ id, least }) => {
    const one = id === recogniser ? undefined : kit.recognisers.find((each) => each.id === id);
    return (
      one !== undefined &&
      kit.rules.byRecogniser.get(id)?.rule.category !== category &&
      distinct.every((value) => (one.test(value, { isNamed: false })?.score ?? -1) >= least)
    );
  });
}

/** Categories whose values are words or codes, and no measurements. */
const neverFractions: ReadonlySet<string> = new Set(
  "gender nationality racial_ethnic religion political sexual user_agent name email".split(" "),
);

const isFraction = (value: string): boolean => /^[-+]?\d*[.,]\d+ ?%?$/.test(value.trim());

/** `team-a`, `platform_ops`, `@acme/backend`: who owns a service, in small letters as in configurations. */
const isTeam = (value: string): boolean =>
  /^@?[a-z\d]+(?:[-_/:][a-z\d]+)*$/.test(value) &&
  /(?:^|[-_/:])(?:teams?|squads?|tribe|group|guild|dept|ops|devops|sre|platform|infra|backend|frontend|security|bot|svc|service|system)(?:$|[-_/:])/.test(
    value,
  );

/** Three words, or as much in a script without spaces. */
const isSentence = (value: string): boolean =>
  /^\S+(?:\s+\S+){2,}$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{4}/u.test(
    value.trim(),
  );

const isTemplate = (value: string): boolean => /\$\{[^}]*\}?|^[\w.]+\(.*\)[,;]?$|^[\^~]?\d+\.\d+\.\d+$/.test(value);

const isWebAddress = (value: string): boolean => /^(?:https?:\/\/|www\.)\S+$/i.test(value.trim());

const isFolder = (value: string): boolean => /^(?:~|[A-Z]:)?[\\/](?:[\w.-]|$)/i.test(value);

function isShape(shape: PersonalDataRule["shape"], values: readonly string[]): boolean {
  if (shape === undefined) return true;
  const hasForm = (value: string) => (shape === "words" ? /\p{L}/u.test(value) && !/\d/.test(value) : /\d/.test(value));
  return values.filter(hasForm).length * 2 >= values.length;
}

const all = 1;
/** What values can be instead; the first that fits counts. */
const valueVetoes: readonly ValueVeto[] = [
  // `PWD=/home/ines`: the folder that a process works in.
  { isFor: only("password"), fits: isFolder, least: all, text: "the values are paths of files", loss: 0.75 },
  // `pass` and `fail` of a test: the messages for both.
  { isFor: only("password"), fits: isSentence, least: 0.5, text: "the values are sentences", loss: 0.75 },
  { isFor: only("password"), fits: isTemplate, least: all, text: "the values are parts of a program", loss: 0.75 },
  { isFor: only("username"), fits: isWebAddress, least: all, text: "the values are addresses of the web", loss: 0.5 },
  {
    ...{ isFor: only("user_agent"), fits: isPathOrVersion, least: all },
    ...{ text: "the values are files or versions of a program", loss: 0.75 },
  },
  {
    ...{ isFor: (category) => neverFractions.has(category), fits: isFraction, least: all },
    ...{ text: "the values are decimal numbers", loss: 0.75 },
  },
  { isFor: only("name"), fits: isTeam, least: all, text: "the values are teams or services", loss: 0.5 },
  {
    isFor: only("address"),
    fits: isNetworkAddress,
    least: all,
    text: "the values are addresses of machines",
    loss: 0.75,
  },
  {
    ...{ isFor: (category) => category !== "password", fits: isExpression, least: all },
    ...{ text: "the values are parts of a program", loss: 0.5 },
  },
];
