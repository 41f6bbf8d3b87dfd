/** A shorter base64 piece identifies no secret and would match in any text. */
const shortestPiece = 3;

/** Returns every form in which a value may appear in a text. The value itself is first; no form is empty. */
export function formsOf(value: string): readonly string[] {
  const forms = [value, ...urlForms(value), ...jsonForms(value), ...base64Forms(Buffer.from(value, "utf8"))];
  return [...new Set(forms)].filter((form) => form !== "");
}

function urlForms(value: string): readonly string[] {
  // Lone surrogates cannot be encoded, so no URL can contain them.
  const standard = encodeURIComponent(value.toWellFormed());
  const strict = standard.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  // Form encoding keeps "*" and escapes "~". Other encoders write "+" for a space and otherwise do as above.
  const form = new URLSearchParams([["", value]]).toString().slice(1);
  const upper = [standard, strict, form, ...[standard, strict].map((text) => text.replaceAll("%20", "+"))];
  return [...upper, ...upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function jsonForms(value: string): readonly string[] {
  const inner = jsonInner(value);
  // Some JSON writers escape all characters beyond ASCII, or the slash.
  const ascii = inner.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const upper = ascii.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`);
  return [inner, ascii, upper, inner.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")];
}

/** Returns a text as it appears between the quotes of a JSON string. */
export function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Returns the base64 form of the value alone, and the characters that are certain inside a longer text. There the value
 * may start at any of three positions in a group of three bytes: "secret" after one other byte is ?? + "NlY3Jld" + ?.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const alone = bytes.toString("base64");
  const pieces = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const certain = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), certain);
  });
  const standard = [alone, ...pieces.filter((piece) => piece.length >= shortestPiece)];
  return [...standard, ...standard.map(toBase64Url)];
}

function toBase64Url(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
