import { addressParser } from "postal-mime";
import { FieldCollector, isPersonName } from "../records/index.ts";
import { decodedValue, type MailHeader } from "./headers.ts";

const addressHeaders = new Set(
  (
    "from to cc bcc reply-to sender delivered-to return-path resent-from resent-to resent-cc resent-bcc resent-sender " +
    "x-original-to x-original-from envelope-to x-envelope-to x-envelope-from disposition-notification-to errors-to " +
    "x-forwarded-to x-forwarded-for mail-followup-to"
  ).split(" "),
);

const textHeaders = new Set(
  (
    "subject date thread-topic organization comments keywords received x-originating-ip x-sender-ip x-sender x-apparently-to " +
    "x-authenticated-sender x-authenticated-user user-agent x-mailer"
  ).split(" "),
);

/** Collects the header fields of mails: names and addresses apart, such as `from.full name` and `from.email`. */
export class HeaderFields {
  readonly #collector = new FieldCollector();

  /** `record`: the number of the mail, from 1; `line`: the line in which it starts. */
  add(headers: readonly MailHeader[], record: number, line: number): void {
    this.addNamed(headers.flatMap(namedIn), record, line);
  }

  /** Adds the fields of one mail by their names. */
  addNamed(fields: readonly NamedField[], record: number, line = 0): void {
    this.#collector.records += 1;
    for (const [name, value] of fields) {
      const trimmed = value.trim();
      if (trimmed !== "") this.#collector.field(name)?.add(trimmed, record, line);
    }
  }

  pieces(path: string) {
    return this.#collector.pieces(path);
  }
}

type NamedField = readonly [name: string, value: string];

function namedIn({ name, value }: MailHeader): readonly NamedField[] {
  if (textHeaders.has(name)) return [[name, decodedValue(value)]];
  if (!addressHeaders.has(name)) return [];
  return mailboxes(value).flatMap((mailbox): readonly NamedField[] => [
    [`${name}.${isPersonName(mailbox.name) ? "full name" : "display name"}`, mailbox.name],
    [`${name}.email`, mailbox.address],
  ]);
}

/** The longest list of addresses that is read. */
const maxLength = 200_000;

/** The names and addresses in the value of a header. */
export function mailboxes(value: string): readonly { readonly name: string; readonly address: string }[] {
  const parsed = addressParser(value.slice(0, maxLength), { flatten: true });
  return parsed.map(({ name, address = "" }) => {
    const shown = decodedValue(name);
    return { name: shown === address ? "" : shown, address };
  });
}
