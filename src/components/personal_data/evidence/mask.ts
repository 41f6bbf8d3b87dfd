import type { RecogniserId } from "../../rules/index.ts";

const longestShown = 24;

/**
 * How much of a value evidence may show: its shape, and at most its first character, its last two digits, or its TLD.
 */
export type MaskKind = RecogniserId | "words" | "hidden";

/** Masks a value for evidence. */
export function mask(value: string, kind: MaskKind): string {
  switch (kind) {
    case "email":
      return maskEmail(value);
    case "phone":
    case "payment_card":
    case "iban":
    case "national_number":
    case "tax_number":
    case "vehicle_number":
    case "account_number":
      return maskNumber(value);
    case "person_name":
    case "words":
      return maskWords(value);
    case "ip_address":
    case "mac_address":
    case "user_agent":
    case "birth_date":
    case "postal_address":
    case "personal_url":
    case "age":
    case "nationality":
    case "residence":
    case "employment":
    case "hidden":
      return shape(value);
    case "credential":
      return "*".repeat(8);
  }
}

/**
 * Replaces letters and digits with stars and keeps the rest. The result is cut so that it hides the length of long
 * texts.
 */
function shape(value: string): string {
  const shown = value.slice(0, longestShown);
  // A letter of two code units is one star.
  const single = /[\ud800-\udfff]/.test(shown) ? shown.replace(/[\p{L}\p{N}\p{M}]/gu, "*") : shown;
  const starred = single.replace(/[^*\s.:/()+@-]/g, "*");
  return value.length > longestShown ? `${starred}…` : starred.replace(/\s+/g, " ");
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf("@");
  const dot = value.lastIndexOf(".");
  if (at < 0 || dot < at) return shape(value);
  return `${at > 2 ? value.charAt(0) : "*"}***@***${value.slice(dot).slice(0, 12)}`;
}

function maskNumber(value: string): string {
  const digits = value.replace(/\D/g, "").length;
  let seen = 0;
  return value
    .slice(0, 40)
    .replace(/[\p{L}\p{N}]/gu, (character) =>
      /\d/.test(character) && ++seen > digits - 2 && digits >= 9 ? character : "*",
    );
}

function maskWords(value: string): string {
  return value.length <= 3 || /\d/.test(value) ? shape(value) : `${value.charAt(0)}${shape(value.slice(1))}`;
}
