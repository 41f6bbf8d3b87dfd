/** A locator, or the equivalent in a schema of another plugin. Missing fields are omitted from the text. */
export type LocatorLike = { readonly [key: string]: unknown };

/**
 * Formats the location of a piece of data for people, in every view and export: `shop.customers.email`,
 * `shop.customers`, `logs/access.log:7`, `crm.json: people[].name`. Adds only ASCII characters, so that the text is the
 * same with `--ascii`.
 */
export function locationText(parts: LocatorLike): string {
  const named = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => (typeof parts[key] === "string" && parts[key] !== "" ? [parts[key]] : []));
  switch (parts["kind"]) {
    case "file":
      return [...named("path"), ...(typeof parts["line"] === "number" ? [parts["line"]] : [])].join(":");
    case "field":
      return named("path", "field").join(": ");
    default:
      return named("database", "schema", "table", "column").join(".");
  }
}
