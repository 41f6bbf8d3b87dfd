import { FieldCollector } from "./collector.ts";
import { type FieldNode, FieldTree } from "./field-tree.ts";
import { firstLines, LineSplitter } from "./lines.ts";
import type { RecordForm, RecordReader, TextHead } from "./record-reader.ts";

const extensions = /^(?:ini|env|properties|cfg|conf|cnf|config|desktop|prefs|strings)$/;
const mayBeSettings = /^(?:|txt|text|dist|example|sample|local|bak|log)$/;

/** Settings: `.env`, INI, Java properties and lines such as `key = value`, in sections. */
export const settings: RecordForm = {
  open(head) {
    const isNamed = extensions.test(head.extension) || /(?:^|\/)\.env(?:\.|$)/.test(head.path);
    return (isNamed && countSettings(head, 1)) || (mayBeSettings.test(head.extension) && countSettings(head, 0.8))
      ? reader(head.path)
      : undefined;
  },
};

const section = /^\s*\[{1,2}([^\]]{1,100})\]{1,2}\s*$/;
const setting = /^\s*(?:export\s+|set\s+)?["']?([\p{L}_][\p{L}\p{N}_ .\-/[\]]{0,80}?)["']?\s*(=|:)\s*(.*)$/u;
const comment = /^\s*(?:[#;!]|\/\/|--)/;

/** Whether enough lines are settings. A colon alone is also that of a form or of prose. */
function countSettings(head: TextHead, share: number): boolean {
  const lines = firstLines(head).filter((line) => !comment.test(line));
  const found = lines.filter((line) => section.test(line) || setting.exec(line)?.[2] === "=");
  if (share === 1) return lines.some((line) => setting.test(line));
  return found.length >= 3 && found.length >= lines.length * share && !lines.some((line) => /[;{]\s*$/.test(line));
}

function reader(path: string): RecordReader {
  const collector = new FieldCollector();
  const { root } = new FieldTree(collector);
  collector.records = 1;
  let node: FieldNode = root;
  const lines = new LineSplitter((line, number) => {
    if (comment.test(line)) return;
    const [, title] = section.exec(line) ?? [];
    if (title !== undefined) {
      node = root.key(title.trim());
      return;
    }
    const [, key, , value = ""] = setting.exec(line) ?? [];
    if (key !== undefined) node.key(key.trim()).add(unquoted(value.trim()), 1, number);
  });
  return {
    feed: (text) => lines.feed(text),
    end: () => {
      lines.end();
      return collector.pieces(path);
    },
  };
}

const unquoted = (value: string): string => /^(["'])(.*)\1(?:\s+[#;].*)?,?$/.exec(value)?.[2] ?? value;
