/** The recognisers, which find values by their form. Rules refer to them, and configurations select among them. */
export const recogniserIds = [
  "email",
  "phone",
  "iban",
  "payment_card",
  "ip_address",
  "mac_address",
  "us_ssn",
  "user_agent",
  "person_name",
  "birth_date",
  "postal_address",
  "personal_url",
  "credential",
] as const;
export type RecogniserId = (typeof recogniserIds)[number];
