import { FieldCollector } from "./collector.ts";
import { FieldTree } from "./field-tree.ts";
import { firstLines, LineSplitter } from "./lines.ts";
import { isPersonName } from "./person-name.ts";
import type { RecordForm, RecordReader } from "./record-reader.ts";

const extensions = /^(?:|txt|text|log|chat)$/;

/** The messages of a chat, as WhatsApp, Signal and Zoom save them: a time, who wrote, and a text of any number of lines. */
export const chat: RecordForm = {
  open(head) {
    if (!extensions.test(head.extension)) return undefined;
    const lines = firstLines(head);
    const senders = lines.flatMap((line) => senderIn(line) ?? []);
    const isNamed = senders.some((sender) => isPersonName(sender) || isPhone(sender));
    return senders.length >= 2 && isNamed && senders.length * 5 >= lines.length ? reader(head.path) : undefined;
  },
};

const time = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]?[ap]\.?m\.?)?`;
const date = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}`;
const who = String.raw`([^\s:<>"={}[\]][^:<>"={}[\]]{0,60}?)`;
const messages = [
  new RegExp(String.raw`^[\u200e\s]*\[${date},? ${time}\] ~?\s*${who}: `, "iu"),
  new RegExp(String.raw`^[\u200e\s]*${date},? ${time} - ~?\s*${who}: `, "iu"),
  new RegExp(String.raw`^\s*${time}\s+(?:From|Von|De)\s+${who}(?:\s+(?:to|an|à)\s+[^:]{1,80})?\s?:`, "u"),
];

/** Returns who wrote the message that starts in a line. */
function senderIn(line: string): string | undefined {
  const start = line.slice(0, 200);
  for (const message of messages) {
    const sender = message.exec(start)?.[1];
    if (sender !== undefined) return sender.replaceAll(/[\u200e\u202a\u202c]/gu, "").trim();
  }
  return undefined;
}

const isPhone = (sender: string): boolean => /^\+?\d[\d\s()\u00a0-]{6,20}$/.test(sender);

function reader(path: string): RecordReader {
  const collector = new FieldCollector();
  const from = new FieldTree(collector).root.key("from");
  const lines = new LineSplitter((line, number) => {
    const sender = senderIn(line);
    if (sender === undefined) return;
    collector.records++;
    const field = isPhone(sender) ? "phone" : isPersonName(sender) ? "full name" : "display name";
    from.key(field).add(sender, collector.records, number);
  });
  return {
    feed: (text) => lines.feed(text),
    end: () => {
      lines.end();
      return collector.pieces(path);
    },
  };
}
