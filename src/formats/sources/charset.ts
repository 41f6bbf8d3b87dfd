import iconv from "iconv-lite";

/** Text of bytes, and whether some of them could not be decoded. */
export interface DecodedText {
  readonly text: string;
  readonly hasFaults: boolean;
}

/** Names that mails use for encodings that the platform knows by another one. */
const aliases: Readonly<Record<string, string>> = {
  "ansi_x3.4-1968": "windows-1252",
  "cp-850": "cp850",
  "iso-2022-jp-1": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
  utf8mb4: "utf-8",
  "unicode-1-1-utf-7": "utf-7",
};

const known = (charset: string): string => {
  const name = charset.trim().toLowerCase();
  return aliases[name] ?? name;
};

function platformDecoder(name: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}

export const isKnownCharset = (charset: string): boolean =>
  platformDecoder(known(charset)) !== undefined || iconv.encodingExists(known(charset));

/**
 * Decodes bytes of a named encoding. Bytes of an unknown one are read as UTF-8 if they are valid, otherwise as
 * windows-1252, and count as faults.
 */
export function decodeText(bytes: Uint8Array, charset: string): DecodedText {
  const name = known(charset);
  const decoder = platformDecoder(name);
  if (decoder !== undefined) return checkedText(decoder.decode(bytes));
  if (iconv.encodingExists(name)) return checkedText(iconv.decode(Buffer.from(bytes), name));
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  const text = utf8.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : utf8;
  return { text, hasFaults: true };
}

const checkedText = (text: string): DecodedText => ({ text, hasFaults: text.includes("\ufffd") });
