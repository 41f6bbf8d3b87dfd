import type { PersonalDataFinding } from "../../src/plugin/index.ts";
import type { Accepts, Span } from "./score.ts";

/** The type of what is found, by category of wct. Other categories are not judged in texts. */
const typeByCategory: Readonly<Record<string, string>> = {
  name: "person",
  address: "address",
  phone: "phone",
  email: "email",
  bank_account: "iban",
  payment_card: "card",
  ip_address: "ip",
  date_of_birth: "birth_date",
  government_id: "national_id",
  tax_id: "national_id",
  passport: "national_id",
  health_insurance: "national_id",
  driving_licence: "national_id",
  url: "url",
  online_account: "url",
  profile_url: "url",
  // Judged in the published data set only.
  age: "age",
  location: "place",
  nationality: "nationality",
  employment: "employment",
  password: "credential",
  credential: "credential",
};

/** Labels that a type of its own would not tell apart: a US social security number is a national number. */
export const acceptsLabel: Accepts = (label, found) => label === found || (label === "ssn" && found === "national_id");

/** Every place of every finding in texts, by path. Findings without offsets have no span. */
export function spansByPath(findings: readonly PersonalDataFinding[]): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { category, locations = [] } of findings) {
    const type = typeByCategory[category];
    if (type === undefined) continue;
    for (const locator of locations) {
      if (locator.kind !== "file" || locator.offset === undefined || locator.length === undefined) continue;
      const held = spans.get(locator.path) ?? [];
      spans.set(locator.path, held);
      held.push({ start: locator.offset, end: locator.offset + locator.length, type });
    }
  }
  return spans;
}
