import { isPlaceholder } from "../secrets/index.ts";

/*
 * The names of parameters that hold personal data, and what their values must look like: an example in a manual has none.
 */
const name =
  /^(?:(?:user|customer|contact|recipient|to|from|first|last|full|given|family|sur|nick|display)?[-_.]?(?:name|names)|fname|lname|vorname|nachname|nom|prenom|nombre|apellidos?|cognome|login|user|username|account|handle)$/;
const mail =
  /^(?:.*[-_])?(?:e?[-_]?mail|mail[-_]?to|to|from|recipient|user|login|u|account|address|addr|reply[-_]?to|username)$/;
const contact =
  /^(?:.*[-_])?(?:phone|tel|mobile|msisdn|cell|dob|birth[-_]?date|birthday|ssn|geburtsdatum|plz|zip|postcode|street|address|iban|passport)$/;
const number =
  /^(?:user|customer|client|member|patient|account|person|employee|student|subscriber|contact|profile|kunden?|mitglied|u|cust|visitor)[-_.]?(?:id|nr|no|num|number|nummer)$|^(?:uid|userid|customerid|cid|pid|patient|customer|member|kundennr|client_id_hash)$/;
const token =
  /^(?:(?:access|auth|id|refresh|reset|confirm|confirmation|verification|verify|invite|unsubscribe|login|session|csrf|user|api|security|magic|one[-_]?time)[-_]?(?:token|key|code|hash|id)|token|auth|apikey|jwt|sid|session|sessionid|phpsessid|jsessionid|otp|sig|signature|secret|password|passwd|pwd|pass|hash)$/;

/** Returns whether a parameter of a query holds personal data: `email=…`, `user_id=4711`, `reset_token=…`. */
export function isPersonalParameter(parameter: string): boolean {
  const at = parameter.indexOf("=");
  if (at < 1) return false;
  const key = parameter.slice(0, at).toLowerCase();
  const value = decoded(parameter.slice(at + 1));
  if (value.length < 2 || isPlaceholder(value) || /^[<{[$:%]/.test(value)) return false;
  if (isMailbox(value)) return mail.test(key) || !/redirect|url|next|return/.test(key);
  if (contact.test(key))
    return /\d{4}/.test(value) || (/^(?:.*[-_])?(?:street|address)$/.test(key) && /\d/.test(value));
  if (number.test(key)) return /^(?=.*\d)[\w-]{2,40}$/.test(value);
  if (token.test(key))
    return value.length >= 12 && /\d/.test(value) && /^[\w.~+/=-]+$/.test(value) && new Set(value).size >= 8;
  return (
    name.test(key) && /^\p{L}[\p{L}\p{M} .'’+_-]{1,60}\d{0,6}$/u.test(value) && /[ ._+-]|^\p{Lu}\p{Ll}|\d/u.test(value)
  );
}

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
};

const isMailbox = (value: string): boolean => /^[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}$/u.test(value);

const person =
  /^(?:users?|u|profiles?|members?|people|persons?|customers?|clients?|patients?|employees?|students?|accounts?|contacts?|candidates?|mitglieder|kunden|mitarbeiter|patienten|utilisateurs?|usuarios?|author|authors)$/i;
const link =
  /^(?:reset|reset-password|password-reset|confirm|verify|unsubscribe|invite|invitation|magic|magic-link|activate|activation)$/i;
const manual =
  /^(?:avatars?|docs?|help|support|developers?|dev|api-docs|learn|wiki|man|reference|pkg|npm|cdn)\.|(?:readthedocs|github)\.io$/;

const isFile =
  /\.(?:html?|[cm]?[jt]sx?|css|png|jpe?g|gif|svg|webp|avif|ico|md|json|xml|pdf|php|aspx?|txt|zip|t?gz|map)$/i;

/** The id of a message has the form of a mailbox: `/message-id/17760-b6c61e752e@lists.example`, `/icon@2x.png`. */
const isMessage = (before: string, segment: string): boolean =>
  /^(?:message-?id|msgid|mid|msg|messages?|m|r)$/i.test(before) || /^(?=[^@]*\d)[0-9a-f.$-]{14,}@/i.test(segment);

/** Returns whether a path names a person: `/users/ines.falk`, `/patients/4711`, `/~ines`, `/reset/3f9a…`. */
export function isPersonalPath(host: string, path: string): boolean {
  const segments = path.split("/").slice(1, 12).map(decoded);
  return segments.some((segment, index) => {
    if (isMailbox(segment) && !isFile.test(segment) && !isMessage(segments[index - 1] ?? "", segment)) return true;
    if (/^~[a-z][\w.-]{1,30}$/i.test(segment)) return true;
    const before = segments[index - 1] ?? "";
    if (isPlaceholder(segment) || isFile.test(segment)) return false;
    if (link.test(before)) return /^(?=.*\d)[\w.~-]{12,}$/.test(segment) && new Set(segment).size >= 8;
    if (!person.test(before) || manual.test(host)) return false;
    return (
      isNumberOfPerson(segment) ||
      (/^\p{Ll}{2,20}[._-]\p{Ll}{2,20}\d{0,4}$/iu.test(segment) && !manualWords.test(segment))
    );
  });
}

const isNumberOfPerson = (segment: string): boolean =>
  /^[A-Z]{0,3}-?\d{2,12}(?:-\d{1,6})?$/.test(segment) || /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment);

const manualWords =
  /(?:^|[._-])(?:list|new|edit|settings|guide|roles?|permissions?|groups?|api|management|admin|overview|search|get|create|update|delete|import|export|id|me|all|sign|log|login|in|up|out|password|profile|data|type|service|and|or|the|of)(?:$|[._-])/i;
