/** Returns a text as a one-line YAML scalar that always parses to the same text. */
export function yamlText(text: string): string {
  if (/^[A-Za-z./][A-Za-z0-9_./-]*$/.test(text) && !plainMeansElse.test(text)) return text;
  // JSON is YAML, except for characters that a YAML file must not contain unescaped.
  return JSON.stringify(text).replaceAll(unprintable, (c) => escaped(c));
}

const plainMeansElse = /^(?:true|false|null|yes|no|on|off|[.]inf|[.]nan|[.]+|[-+]?[.]?[0-9].*)$/i;
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const escaped = (c: string): string => {
  const code = c.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
};

/** Returns the same for a value in `properties`, where `${` begins a placeholder. */
export const propertyText = (text: string): string => yamlText(text.replaceAll("${", () => "$${"));

/** Returns a gitignore pattern that matches only this path. */
export const exactPattern = (path: string): string =>
  `/${path.replaceAll(/[\\*?[\]!#]/g, "\\$&").replace(/ +$/, (spaces) => "\\ ".repeat(spaces.length))}`;
