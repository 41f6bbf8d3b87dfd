import type { PersonalDataRule } from "../rules/index.ts";
import type { Kit, Values } from "./candidate.ts";
import { isExpression, isNetworkAddress, isPathOrVersion } from "./code-values.ts";

/** How much it reduces the score of a name if no value has the form. Only closed forms can contradict a name. */
const contradiction: Partial<Record<string, number>> = { email: 0.4, ip_address: 0.35, iban: 0.15, phone: 0.2 };

/** Returns how much the values contradict the name, once there are enough of them. */
export function contradictions(
  rule: PersonalDataRule,
  values: Values,
  kit: Kit,
): readonly { readonly text: string; readonly loss: number }[] {
  // `PWD=/home/ines`: the folder that a process works in.
  if (rule.category === "password" && values.distinct.length > 0 && values.distinct.every(isFolder)) {
    return [{ text: "the values are paths of files", loss: 0.75 }];
  }
  // `pass` and `fail` of a test: the messages for both.
  if (rule.category === "password" && isMostly(values, isSentence)) {
    return [{ text: "the values are sentences", loss: 0.75 }];
  }
  if (rule.category === "username" && values.distinct.length > 0 && values.distinct.every(isWebAddress)) {
    return [{ text: "the values are addresses of the web", loss: 0.5 }];
  }
  if (rule.category === "user_agent" && values.distinct.length > 0 && values.distinct.every(isPathOrVersion)) {
    return [{ text: "the values are files or versions of a program", loss: 0.75 }];
  }
  if (neverFractions.has(rule.category) && values.distinct.length > 0 && values.distinct.every(isFraction)) {
    return [{ text: "the values are decimal numbers", loss: 0.75 }];
  }
  if (rule.category === "name" && values.distinct.length > 0 && values.distinct.every(isTeam)) {
    return [{ text: "the values are teams or services", loss: 0.5 }];
  }
  if (rule.category === "address" && values.distinct.length > 0 && values.distinct.every(isNetworkAddress)) {
    return [{ text: "the values are addresses of machines", loss: 0.75 }];
  }
  if (rule.category === "password" && values.distinct.length > 0 && values.distinct.every(isTemplate)) {
    return [{ text: "the values are parts of a program", loss: 0.75 }];
  }
  if (rule.category !== "password" && values.distinct.length > 0 && values.distinct.every(isExpression)) {
    return [{ text: "the values are parts of a program", loss: 0.5 }];
  }
  if (values.distinct.length < kit.options.minDistinct) return [];
  const isTested = kit.recognisers.some((one) => one.id === rule.recogniser);
  const loss = rule.recogniser !== undefined && isTested ? (contradiction[rule.recogniser] ?? 0) : 0;
  const ofForm = loss === 0 ? [] : [{ text: "no value has the form that the name promises", loss }];
  return isShape(rule.shape, values.distinct)
    ? ofForm
    : [...ofForm, { text: `most values are no ${rule.shape ?? ""}`, loss: 0.35 }];
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

const isMostly = ({ distinct }: Values, test: (value: string) => boolean): boolean =>
  distinct.length > 0 && distinct.filter(test).length * 2 >= distinct.length;

/** Four words, or as much in a script without spaces. */
const isSentence = (value: string): boolean =>
  /^\S+(?:\s+\S+){3,}$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{4}/u.test(
    value.trim(),
  );

const isTemplate = (value: string): boolean => /\$\{[^}]*\}?|^[\w.]+\(.*\)[,;]?$/.test(value);

const isWebAddress = (value: string): boolean => /^(?:https?:\/\/|www\.)\S+$/i.test(value.trim());

const isFolder = (value: string): boolean => /^(?:~|[A-Z]:)?[\\/](?:[\w.-]|$)/i.test(value);

function isShape(shape: PersonalDataRule["shape"], values: readonly string[]): boolean {
  if (shape === undefined) return true;
  const hasForm = (value: string) => (shape === "words" ? /\p{L}/u.test(value) && !/\d/.test(value) : /\d/.test(value));
  return values.filter(hasForm).length * 2 >= values.length;
}
