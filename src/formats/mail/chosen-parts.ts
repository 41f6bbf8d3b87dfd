import { type PartText, partText } from "./body-text.ts";
import type { MailPart, MailParts } from "./parts.ts";

/** A text of a mail with the position of its part. */
export interface BodyText extends PartText {
  readonly start: number;
}

/** What is read of a mail: texts, parts that are files, and whether some of it is encrypted. */
export interface ChosenParts {
  readonly texts: readonly BodyText[];
  readonly files: readonly MailPart[];
  readonly isEncrypted: boolean;
}

/** Sorts the parts of a mail. Of alternatives, one text is chosen. */
export function chosenParts(bytes: Buffer, body: MailPart | MailParts): ChosenParts {
  if (!("parts" in body)) return leaf(bytes, body);
  if (body.kind === "encrypted") return { texts: [], files: [], isEncrypted: true };
  const chosen = body.parts.map((part) => chosenParts(bytes, part));
  const texts = chosen.map((one) => one.texts);
  return {
    texts: body.kind === "alternative" ? bestOf(texts) : texts.flat(),
    files: chosen.flatMap((one) => one.files),
    isEncrypted: chosen.some((one) => one.isEncrypted),
  };
}

function leaf(bytes: Buffer, part: MailPart): ChosenParts {
  const { value } = part.type;
  if (/^application\/(x-)?pkcs7-mime$/.test(value)) return { texts: [], files: [], isEncrypted: true };
  if (/^application\/(x-)?(pkcs7|pgp)-signature$/.test(value)) return { texts: [], files: [], isEncrypted: false };
  if (isFile(part)) return { texts: [], files: [part], isEncrypted: false };
  const text = partText(bytes, part);
  const isEncrypted = /^-----BEGIN PGP MESSAGE-----/m.test(text.text);
  return { texts: [{ ...text, start: part.start }], files: [], isEncrypted };
}

function isFile({ type, disposition }: MailPart): boolean {
  const isText = type.value === "text/plain" || type.value === "text/html" || type.value === "text/enriched";
  const isReport = type.value === "message/delivery-status" || type.value === "message/disposition-notification";
  const isAttached = disposition.value === "attachment" || (disposition.parameters.has("filename") && isText);
  return isAttached || !(isText || isReport || type.value === "" || !type.value.includes("/"));
}

const lettersIn = (texts: readonly BodyText[]): number =>
  texts.reduce((sum, { text }) => sum + text.replaceAll(/\s+/g, "").length, 0);

/**
 * The first alternative is plain text. It is chosen unless another one says more than twice as much: some programs only
 * write there that the mail is HTML.
 */
function bestOf(alternatives: readonly (readonly BodyText[])[]): readonly BodyText[] {
  const [first = [], ...others] = alternatives.filter((one) => lettersIn(one) > 0);
  const longest = others.toSorted((a, b) => lettersIn(b) - lettersIn(a))[0] ?? [];
  return lettersIn(longest) > lettersIn(first) * 2 ? longest : first;
}
