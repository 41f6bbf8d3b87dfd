import { CST, Lexer, Parser } from "yaml";

/**
 * Writes lists in flow style as `[a, b]` instead of `[ a, b ]`, which is how the library writes them if mappings are
 * written as `{ a: b }`.
 */
export function withoutListPadding(text: string): string {
  const tokens = [...new Parser().parse(text)];
  for (const token of tokens) {
    if (token.type !== "document") continue;
    CST.visit(token, (item) => {
      for (const part of [item.key, item.value]) if (part?.type === "flow-collection") tighten(part);
    });
    if (token.value?.type === "flow-collection") tighten(token.value);
  }
  return tokens.map((token) => CST.stringify(token)).join("");
}

function tighten({ start, items, end }: CST.FlowCollection): void {
  if (start.type !== "flow-seq-start") return;
  const [first] = items;
  if (first?.start[0]?.type === "space") first.start.shift();
  if (end[0]?.type === "space") end.shift();
  const value = items.at(-1)?.value;
  if (value && "end" in value && value.end?.at(-1)?.type === "space") value.end.pop();
}

/** Whether a text has lists such as `[a]`, and none such as `[ a ]`. */
export const hasTightLists = (text: string): boolean => {
  const starts = [...new Lexer().lex(text)].map((token, index, all) => (token === "[" ? all[index + 1] : undefined));
  const after = starts.filter((next) => next !== undefined && next !== "]");
  return after.some((next) => !/^\s/.test(next ?? "")) && !after.some((next) => /^ /.test(next ?? ""));
};
