import {
  type Entity,
  matchPhrases,
  type PhraseMatch,
  type TypeFamily,
  withoutMarks,
  writtenOut,
} from "../rules/index.ts";
import { codedWords, isKeyName, isKeyOfRow, type KeyFacts, longerName, saysConcept, saysList } from "./keys/index.ts";
import type { CompiledRule, CompiledRules } from "./rules.ts";
import { nameScore } from "./score.ts";

/** The facts about a column that are known before its values are read. */
export interface ColumnFacts {
  readonly name: string;
  readonly family: TypeFamily;
  readonly entity: Entity;
  /** Whether it is a field of the manifest of a package. */
  readonly isOfPackage?: boolean;
  /** Whether it is a column of a database, of which the model has seen examples. */
  readonly isOfDatabase?: boolean;
  /** What the structure of a database says of it as a key. */
  readonly key?: KeyFacts | undefined;
  /** Set while its name is read as that of a code. */
  readonly code?: { readonly isOfList: boolean };
}

/** A rule that matches the name of a column. */
export interface NameMatch {
  readonly compiled: CompiledRule;
  readonly score: number;
  readonly length: number;
  readonly signals: readonly string[];
  /** Set if the column holds a code of the value, `gender_id`: whether its name or its list leaves no doubt of it. */
  readonly code?: "sure" | "open";
}

/**
 * Returns whether the model of columns may not speak against a rule: it saw hardly any key that is personal data, the name of
 * somebody whose date of birth and telephone number stand beside it is one, and a rule that also asks what the table is about
 * has two signals.
 */
export const isCertain = ({ code, compiled: { rule, about } }: NameMatch, { entity }: ColumnFacts): boolean =>
  code === undefined
    ? rule.not_keys || about.length > 0 || (rule.tells === "person_beside" && entity.person === "self" && entity.isTold)
    : code === "sure";

/** Returns the rule that matches the name best: the longest phrase, then the highest score. */
export function matchName(facts: ColumnFacts, rules: CompiledRules): NameMatch | undefined {
  if (holdsNoContact(facts.name, rules) || isKeyOfRow(facts, rules.entities)) return undefined;
  const written = rules.entities.wordsOf(facts.name);
  const words = withoutMarks(written, facts.entity);
  const coded = matchCode(words, facts, rules);
  if (coded !== undefined) return coded;
  // A prefix may be an abbreviation that the name needs: `crd_no` beside `crd_hldr_nm`.
  const forms = [() => words, () => writtenOut(words), () => writtenOut(written), () => withoutWrapper(words)];
  const guesses = [
    () => joinedWords(words, rules),
    () => completedWords(words, rules),
    () => withoutFusedPrefix(words, rules),
  ];
  for (const form of [...forms, ...guesses]) {
    const found = form();
    const match = found && matchWords(found, facts, rules);
    if (match !== undefined) return match;
  }
  const rest = withoutShared(words, facts.entity);
  const match = rest && matchWords(rest, facts, rules);
  // What a shared word leaves out may be what makes it something else, so that it is too little for a special category.
  return match?.compiled.rule.special_category === true ? undefined : match;
}

/**
 * Returns the rule for what a key or code stands: `gender_id`, `race_concept_id`. A key to a row says nothing itself, such
 * as `diagnosis_id` where diagnoses have a patient, and `condition_id` is none of `payment_conditions`.
 */
function matchCode(words: readonly string[], facts: ColumnFacts, rules: CompiledRules): NameMatch | undefined {
  const { entity, key } = facts;
  if (!isKeyName(words) || key?.target === "record" || !mayBeCode.has(facts.family)) return undefined;
  const isOfList = key?.target === "list" || key?.target === "unread" || saysList(words);
  for (const form of codedWords(words)) {
    // The key of the table itself: `encounter_diagnosis.diagnosis_id`.
    if (key?.target === undefined && entity.words.slice(-form.length).join(" ") === form.join(" ")) continue;
    const match = matchWords(form, { ...facts, code: { isOfList } }, rules);
    if (match === undefined) continue;
    const whole = key?.words && longerName(form, key.words, rules.entities);
    const isWhole = !whole || rules.names.find(whole).get(match.compiled)?.phrase.words.length === whole.length;
    const isSure = saysConcept(words) || (key?.target !== undefined && !match.compiled.rule.special_category);
    return isWhole ? { ...match, code: isSure ? "sure" : "open" } : undefined;
  }
  return undefined;
}

const mayBeCode: ReadonlySet<TypeFamily> = new Set(["integer", "real", "text", "unknown"]);

/**
 * Returns whether a rule finds codes in such a table: one of persons, or one that refers to them if it is known that the key
 * is no other row.
 */
function findsCode({ rule }: CompiledRule, entity: Entity, owner: Owner, isOfList: boolean): boolean {
  if (rule.coded === "no") return false;
  return entity.person === "self" || owner === "person" || (isOfList && entity.person === "linked" && !entity.isThing);
}

/** Words behind a name that say in which form the data is kept, although they say something else elsewhere. */
const wrappers = ["source value", "non coded", "coded"].map((words) => words.split(" "));

/** Returns the words before a wrapper: `gender` of `gender_source_value`; undefined if there is none. */
function withoutWrapper(words: readonly string[]): readonly string[] | undefined {
  const wrapper = wrappers.find(
    (one) => one.length < words.length && one.every((word, at) => words.at(at - one.length) === word),
  );
  return wrapper && words.slice(0, -wrapper.length);
}

/** Returns the words with those completed whose end is cut off; undefined if there are none. */
function completedWords(words: readonly string[], { entities }: CompiledRules): readonly string[] | undefined {
  const completed = words.map((word) => entities.complete(word) ?? word);
  return completed.some((word, at) => word !== words[at]) ? completed : undefined;
}

/** Returns the words without the one with which most columns of the table begin. */
const withoutShared = (words: readonly string[], { shared }: Entity): readonly string[] | undefined =>
  shared !== undefined && words[0] === shared && words.length > 1 ? words.slice(1) : undefined;

const contact = "(?:(?:tele|mobile)?phone|mobile|telefon|e?mail|fax|address|addr)";
/** A contact behind a few letters that say whose or which it is: `tphone`, `contfax`, `pemail`. */
const fusedContact = new RegExp(`^\\p{L}{1,4}?(${contact})$`, "u");
const flag =
  "is|are|was|has|had|have|can|may|use|used|uses|show|hide|hid|not|by|via|on|opt|optin|optout|get|got|send|sent|allow|want|need|ask|skip|valid|verify|fake|junk|bulk|spam|bad";
const machine =
  "hw|mac|mem|src|source|dest|dst|link|host|net|ram|block|base|sub|bus|io|dns|ip|peer|node|gate|gw|nat|vip|tcp|udp|arp|lan|wan|vpn|vlan|eth|wifi|usb|pci|cpu|gpu|dma|phys|virt|phy|port|bind|listen|ptr|page|heap|stack|boot|disk|rem|api|rpc|rtp|smtp|imap|http|ssh|hex|bit|byte|word|btc|wallet|pool|hash";
/** Fused words that end like a contact and are none: flags, addresses of machines, and other words. */
const noContact = new RegExp(
  `^(?:(?:${flag})${contact}|no(?:phone|e?mail|fax|addr(?:ess)?)|(?:${machine})addr(?:ess)?|(?:auto|im)mobile|(?:web|hot|fast|air)mail|(?:mega|ear|gramo|homo|dicta)phone)$`,
);

/** Returns whether a part of the name is such a word. `show_email` and `showEmail` are two words, which the rules judge. */
const holdsNoContact = (name: string, { entities }: CompiledRules): boolean =>
  name.split(/[^\p{L}]+/u).some((part) => {
    const plain = part.toLowerCase();
    const isFused = part === plain || part === part.toUpperCase();
    return isFused && !entities.known.has(plain) && noContact.test(plain);
  });

/** Returns the words with contacts alone that stand behind letters without a meaning. */
function withoutFusedPrefix(words: readonly string[], { entities }: CompiledRules): readonly string[] | undefined {
  const split = words.map((word) => (entities.known.has(word) ? word : (fusedContact.exec(word)?.[1] ?? word)));
  return split.some((word, at) => word !== words[at]) ? split : undefined;
}

const mostJoined = 3;

/** Returns the words with neighbours joined that are one word of the rules: `klantNummer`, `geburts_datum`. */
function joinedWords(words: readonly string[], { entities }: CompiledRules): readonly string[] | undefined {
  const joined: string[] = [];
  for (let at = 0; at < words.length; ) {
    let size = Math.min(mostJoined, words.length - at);
    // `user_id` is a key, and not the `userid` with which somebody logs in.
    const isWord = () => words[at + size - 1] !== "id" && entities.known.has(words.slice(at, at + size).join(""));
    while (size > 1 && !isWord()) size--;
    joined.push(words.slice(at, at + size).join(""));
    at += size;
  }
  return joined.length < words.length ? joined : undefined;
}

function matchWords(words: readonly string[], facts: ColumnFacts, rules: CompiledRules): NameMatch | undefined {
  let best: NameMatch | undefined;
  for (const [compiled, found] of rules.names.find(words)) {
    const match = matchRule({ words, found, facts, compiled, wanted: compiled.rule.tables }, rules);
    if (match === undefined) continue;
    const isBetter =
      best === undefined || match.length > best.length || (match.length === best.length && match.score > best.score);
    if (isBetter) best = match;
  }
  return best;
}

/** Returns how a single rule matches the name, whatever it wants the table to be; undefined if it does not. */
export function matchNameInAnyTable(
  facts: ColumnFacts,
  compiled: CompiledRule,
  rules: CompiledRules,
): NameMatch | undefined {
  return matchOne(facts, compiled, "any", rules);
}

/** Returns how a single rule matches the name; undefined if it does not. */
export const ruleMatchesName = (
  facts: ColumnFacts,
  compiled: CompiledRule,
  rules: CompiledRules,
): NameMatch | undefined => matchOne(facts, compiled, compiled.rule.tables, rules);

function matchOne(facts: ColumnFacts, compiled: CompiledRule, wanted: RuleMatch["wanted"], rules: CompiledRules) {
  const words = withoutMarks(rules.entities.wordsOf(facts.name), facts.entity);
  const found = rules.names.find(words).get(compiled);
  return found && matchRule({ words, found, facts, compiled, wanted }, rules);
}

interface RuleMatch {
  readonly words: readonly string[];
  readonly found: PhraseMatch;
  readonly facts: ColumnFacts;
  readonly compiled: CompiledRule;
  readonly wanted: CompiledRule["rule"]["tables"];
}

function matchRule({ words, found, facts, compiled, wanted }: RuleMatch, rules: CompiledRules): NameMatch | undefined {
  const { rule } = compiled;
  const { entity, code } = facts;
  if (code === undefined ? !fitsFamily(compiled, facts) || rule.coded === "only" : !found.isAtEnd) return undefined;
  if (rule.not_keys && facts.key?.isKey !== false) return undefined;
  // A column whose name ends in "id" is a key, unless the phrase of the rule itself ends in "id".
  if (words.at(-1) === "id" && !found.isAtEnd) return undefined;
  if (words[0] === "fk" || (rule.special_category && facts.key?.target === "record" && isKeyName(words))) return;
  if (matchPhrases(found.others, compiled.exclude) !== undefined) return undefined;
  if (compiled.with.length > 0 && matchPhrases(found.others, compiled.with) === undefined) return undefined;
  if (businessBehind.has(found.after[0] ?? "")) return undefined;
  const owner = ownerIn(found, entity, rules);
  if (code !== undefined && !findsCode(compiled, entity, owner, code.isOfList)) return undefined;
  if (isOfThing(found, entity, rules)) return undefined;
  if (!fitsTable(entity, wanted, owner) || !hasNeighbour(words, entity, compiled)) return undefined;
  if (!isAbout(entity, compiled)) return undefined;
  const link = owner === "person" ? "self" : owner === "organisation" ? "unknown" : entity.person;
  const signals = [`name: ${found.phrase.shown}`];
  if (owner === "person") signals.push("name of a person's role beside it");
  else if (link === "self") signals.push("table of persons");
  else if (link === "linked") signals.push("table that refers to persons");
  return { compiled, score: nameScore(rule.base, link), length: found.phrase.words.length, signals };
}

/** Returns whether a column of this type may hold what the rule finds. */
export const fitsFamily = ({ rule }: CompiledRule, { family }: Pick<ColumnFacts, "family">): boolean =>
  !rule.vetoed_types.some((one) => one === family);

/** `Phone sales`, `email volume`: figures about a business with such things. */
const businessBehind: ReadonlySet<string> = new Set(
  "sale volume traffic usage market marketing industry deliverability throughput revenue shipment penetration".split(
    " ",
  ),
);

type Owner = "person" | "organisation" | undefined;

/** Returns whose data the other words say it is: `customer_phone`, `supplier_phone`. The nearest word decides. */
function ownerIn({ before, after }: PhraseMatch, entity: Entity, { entities }: CompiledRules): Owner {
  for (const word of [...before.toReversed(), ...after]) {
    const owner = entity.isThing && entity.words.includes(word) ? undefined : entities.ownerOf(word);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Returns whether the person in the name is the thing of the table: `api_clients.client_name`. */
function isOfThing({ phrase }: PhraseMatch, entity: Entity, { entities }: CompiledRules): boolean {
  if (!entity.isThing || entity.person === "self") return false;
  return phrase.words.some((word) => entities.ownerOf(word) === "person" && entity.words.includes(word));
}

/** Returns whether a rule may say something of a column of this table. */
export function fitsTable(entity: Entity, wanted: CompiledRule["rule"]["tables"], owner?: Owner): boolean {
  if (owner === "person") return true;
  if (owner === "organisation") return false;
  switch (wanted) {
    case "any":
      return true;
    case "not_thing":
      return !entity.isThing || entity.person === "self";
    case "person":
      return entity.person === "self";
    case "beside_person":
      return false;
    case "person_or_linked":
      return entity.person !== "unknown" && !entity.isThing;
  }
}

function isAbout({ words, columns }: Entity, { about, aboutKeys }: CompiledRule): boolean {
  if (about.length === 0 || matchPhrases(words, about) !== undefined) return true;
  if (matchPhrases(writtenOut(words) ?? [], about) !== undefined) return true;
  return columns.some((column) => isKey(column) && matchPhrases(column, aboutKeys) !== undefined);
}

/** `patient_id`, `id_pacjenta`, `fk_patient`. */
const isKey = (column: readonly string[]): boolean =>
  column.at(-1) === "id" || (column.length > 1 && (column[0] === "id" || column[0] === "fk"));

function hasNeighbour(words: readonly string[], entity: Entity, { beside }: CompiledRule): boolean {
  if (beside === undefined) return true;
  const own = words.join(" ");
  // A key such as `address_id` says nothing about the other columns, unless the rule names the key itself.
  const isNamed = (column: readonly string[]) =>
    column.at(-1) === "id"
      ? beside.phrases.endsIn(column) || beside.ofRules.endsIn(column)
      : beside.phrases.occursIn(column) ||
        (beside.ofRules.occursIn(column) && matchPhrases(column, beside.excluded) === undefined);
  return entity.columns.some((column) => column.join(" ") !== own && isNamed(column));
}
