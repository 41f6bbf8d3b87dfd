/** A locator, or the equivalent in a schema of another plugin. Missing fields are omitted from the text. */
export type LocatorLike = { readonly [key: string]: unknown };

/**
 * Formats the location of a piece of data for people, in every view and export: `shop.customers.email`,
 * `shop.customers`, `shop.users.profile: contact.phone`, `logs/access.log:7`, `crm.json: people[].name`,
 * `book.xlsx, sheet Kunden: E-Mail`, `report.pdf, page 3`. Adds only ASCII characters, so that the text is the same with `--ascii`.
 */
export function locationText(parts: LocatorLike): string {
  const named = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => (typeof parts[key] === "string" && parts[key] !== "" ? [parts[key]] : []));
  switch (parts["kind"]) {
    case "file":
      return (
        [...named("path"), ...(typeof parts["line"] === "number" ? [parts["line"]] : [])].join(":") + within(parts)
      );
    case "field": {
      const [path = "", ...field] = named("path", "field");
      return [`${path}${within({ sheet: parts["sheet"] })}`, ...field].join(": ");
    }
    default:
      return [named("database", "schema", "table", "column").join("."), ...named("field")].join(": ");
  }
}

/** The place inside a document: `, sheet Kunden, row 4`. */
function within(parts: LocatorLike): string {
  return ["page", "sheet", "paragraph", "row"]
    .flatMap((key) => {
      const value = parts[key];
      return typeof value === "number" || (typeof value === "string" && value !== "") ? [`, ${key} ${value}`] : [];
    })
    .join("");
}
