/** The recognisers, which find values by their form. Rules refer to them, and configurations select among them. */
export const recogniserIds = [
  "email",
  "phone",
  "iban",
  "payment_card",
  "ip_address",
  "mac_address",
  "national_number",
  "tax_number",
  "vehicle_number",
  "account_number",
  "user_agent",
  "person_name",
  "birth_date",
  "postal_address",
  "personal_url",
  "credential",
  "age",
  "nationality",
  "residence",
  "employment",
] as const;
export type RecogniserId = (typeof recogniserIds)[number];
