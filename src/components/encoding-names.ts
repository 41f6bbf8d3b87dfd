// Encodings that iconv-lite supports and the platform does not.
const furtherEncodings = new Set(["utf-32", "utf-32le", "utf-32be", "cp437", "cp850", "cp852", "macroman"]);

/** Returns whether a text can be read in this encoding, without loading what decodes it. */
export function isKnownEncoding(label: string): boolean {
  if (label === "auto" || furtherEncodings.has(label.toLowerCase())) return true;
  try {
    return new TextDecoder(label).encoding.length > 0;
  } catch {
    return false;
  }
}
