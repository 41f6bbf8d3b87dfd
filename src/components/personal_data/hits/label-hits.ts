import { wordsOf } from "../../rules/index.ts";
import type { CompiledRule } from "../rules.ts";
import { highestScore, scoreOf } from "../score.ts";
import type { Hit } from "./hit.ts";

const value = /[:=] ?(\p{Lu}[\p{Ll}'’-]+(?:[ -]\p{Lu}[\p{Ll}'’-]+){0,2})(?![\p{L}\p{N}_("'`<[{.]\S|[("'`<[{])/gu;
const before = /(?:^|[\s,;|(])(\p{L}[\p{L}_-]*(?: \p{L}[\p{L}_-]*){0,2}) ?$/u;
const longestLabel = 36;
/** A line of a program: `firstName: String;`. */
const code = /[{}<>;]|=>|\(\)/;

/**
 * Finds names behind a label that a column could have, as in `Vorname: Ines` within a letter. The label must be a whole name of
 * the rule, so that prose before a colon is none.
 */
export function* labelHits(text: string, compiled: CompiledRule): Generator<Hit, void, void> {
  if (!/[:=]/.test(text)) return;
  for (const match of text.matchAll(value)) {
    const name = match[1] ?? "";
    const [, label = ""] = before.exec(text.slice(Math.max(0, match.index - longestLabel), match.index)) ?? [];
    if (label === "" || !isNameOf(compiled, label)) continue;
    const end = match.index + match[0].length;
    const rest = text.slice(end, end + 40).split("\n", 1)[0] ?? "";
    if (
      code.test(rest) ||
      isMinified(label, name, rest) ||
      /^(?:String|Text|Varchar|Required|Optional|None|Null|True|False)$/i.test(name)
    )
      continue;
    const { value: score, steps } = labelled;
    const span = { start: end - name.length, end, value: name.toLowerCase(), score, notes };
    yield { recogniser: "person_name", compiled, span, ...{ score, steps, context: undefined } };
  }
}

/** `updateMemberName:Ru,createLink:gc`: the names of functions in a program without spaces. */
const isMinified = (label: string, name: string, rest: string): boolean =>
  name.length <= 3 && /\p{Ll}\p{Lu}/u.test(label) && /^,[\w$]+:/.test(rest);

const notes = ["label before it"];
const labelled = scoreOf({
  form: { score: 0.75, reasons: notes, isValidated: false },
  ceiling: { score: highestScore, text: "highest score" },
});

/** Whether the last words of a label are a name of the rule. */
function isNameOf(compiled: CompiledRule, label: string): boolean {
  const known = namesOf(compiled);
  const words = wordsOf(label).filter((word) => word !== "");
  return words.some((_, index) => known.has(words.slice(index).join(" ")));
}

const cache = new WeakMap<CompiledRule, ReadonlySet<string>>();

function namesOf(compiled: CompiledRule): ReadonlySet<string> {
  const held = cache.get(compiled) ?? new Set(compiled.rule.names.map((name) => name.replace("=", "")));
  cache.set(compiled, held);
  return held;
}
