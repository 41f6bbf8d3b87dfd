import { importOptionalPackage } from "../../files/index.ts";
import { blockPieces, htmlTexts, isCompoundFile, streamNames, type TextBlock } from "../documents/index.ts";
import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../piece.ts";
import { bufferSource, decodeText, uniquePaths, wholeBytes } from "../sources/index.ts";
import { maxMailBytes } from "./eml.ts";
import { HeaderFields } from "./header-fields.ts";
import { type OutlookItem, openOutlookItem } from "./msg-library.ts";

const packageName = "@kenjiuno/msgreader";

/** Reads items of Outlook: mails, contacts and appointments. */
export const msgReader: FormatReader = {
  format: "msg",
  needs: packageName,
  reads: (source) => isCompoundFile(source) && streamNames(source).has("__properties_version1.0"),
  read: (source, context) => readMsg(source, context),
};

async function* readMsg(
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const notice = (reason: string): FormatPiece => ({
    ...{ kind: "notice", path: source.path, reason, read: 0, total: source.size },
  });
  const library = await importOptionalPackage(packageName);
  if ("missing" in library) {
    yield notice(`Outlook item (.msg): needs the package ${packageName} (npm install ${packageName})`);
    return;
  }
  const bytes = wholeBytes(source.pieces(), maxMailBytes);
  const item = bytes === undefined ? undefined : openOutlookItem(library, bytes);
  if (item === undefined) {
    yield notice(bytes === undefined ? `mail larger than ${maxMailBytes} bytes` : "damaged Outlook item");
    return;
  }
  yield* blockPieces(blocksOf(item), { source, format: "msg", context });
  const fields = new HeaderFields();
  fields.addNamed(item.fields, 1);
  yield* fields.pieces(source.path);
  const pathOf = uniquePaths(source.path);
  for (const { name, content } of item.attachments.slice(0, context.limits.maxNestedFiles)) {
    yield { kind: "nested", source: bufferSource(pathOf(name), content) };
  }
}

function* blocksOf({ subject, body, html }: OutlookItem): Generator<TextBlock, void, void> {
  yield { text: subject, place: {} };
  if (body.trim() !== "") yield { text: body.replaceAll("\r\n", "\n"), place: {} };
  else if (html !== undefined) {
    const text = typeof html === "string" ? html : decodeText(html, charsetIn(html)).text;
    yield { text: [...htmlTexts([text])].map((one) => one.text).join("\n"), place: {} };
  }
}

const charsetIn = (html: Uint8Array): string =>
  /charset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(html.subarray(0, 2_048)).toString("latin1"))?.[1] ?? "utf-8";
