/*
 * The words in which a record of processing shows ids and periods. Everything that a person reads uses them: documents,
 * tables and the report. JSON keeps the ids.
 */

/** Ids whose words are not the id with spaces. */
const words: Readonly<Record<string, string>> = {
  payroll_hr: "Payroll and HR",
  ip_address: "IP address",
  device_id: "Device ID",
  cookie_id: "Cookie ID",
  tax_id: "Tax ID",
  government_id: "Government ID",
  iban: "IBAN",
  adequacy: "Adequacy decision",
  scc: "Standard contractual clauses",
  bcr: "Binding corporate rules",
  art49: "Derogation of Art. 49",
};

/** Ids of several words that people write in the organisation file; see the rulesets and its JSON Schema. */
const declarable: ReadonlySet<string> = new Set([
  ...["payroll_hr", "account_management", "customer_support", "direct_marketing", "fraud_prevention", "health_care"],
  ...["legal_compliance", "order_fulfilment", "payment_processing", "security_monitoring", "service_provision"],
  ...["ip_address", "device_id", "cookie_id", "user_agent", "tax_id", "government_id", "date_of_birth", "bank_account"],
  ...["payment_card", "trade_union", "racial_ethnic", "user_content", "profile_inferred", "location_precise"],
  ...["location_coarse", "driving_licence", "contact_person", "job_applicant", "next_of_kin", "account_holder"],
  ...["former_employee", "former_customer", "access_control", "physical_security", "data_minimisation"],
  ...["staff_training", "incident_response", "business_continuity"],
]);

const mechanisms: ReadonlySet<string> = new Set(["adequacy", "scc", "bcr", "art49"]);

/** Returns an id of this program, such as `date_of_birth`, in words: `Date of birth`. Other text is unchanged. */
export function termText(id: string): string {
  const own = Object.hasOwn(words, id) ? words[id] : undefined;
  if (own !== undefined) return own;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(id)) return id;
  const spaced = id.replaceAll("_", " ").replace(/\b(?:ip|id|iban|hr)\b/g, (short) => short.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/**
 * Returns a term that people declared. Only ids of several words that this program knows become words. Everything else
 * may be a name, and a name stays as it was written.
 */
export const declaredTermText = (text: string): string =>
  declarable.has(text) || mechanisms.has(text) ? termText(text) : text;

/** Returns an ISO 8601 duration in words: `10 years` for `P10Y`. Other text is unchanged. */
export function periodText(text: string): string {
  const parts =
    /^P(?!$)(?:(?<Y>\d+)Y)?(?:(?<M>\d+)M)?(?:(?<W>\d+)W)?(?:(?<D>\d+)D)?(?:T(?=\d)(?:(?<H>\d+)H)?(?:(?<m>\d+)M)?(?:(?<S>\d+)S)?)?$/.exec(
      text,
    )?.groups;
  if (parts === undefined) return text;
  const { Y, M, W, D, H, m, S } = parts;
  const said = [
    ...[amount(Y, "year"), amount(M, "month"), amount(W, "week"), amount(D, "day")],
    ...[amount(H, "hour"), amount(m, "minute"), amount(S, "second")],
  ].filter((part) => part !== "");
  const last = said.pop() ?? text;
  return said.length === 0 ? last : `${said.join(", ")} and ${last}`;
}

function amount(digits: string | undefined, unit: string): string {
  if (digits === undefined) return "";
  const count = digits.replace(/^0+(?=\d)/, "");
  return `${count} ${unit}${count === "1" ? "" : "s"}`;
}
