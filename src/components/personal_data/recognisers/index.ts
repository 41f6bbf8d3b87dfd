/*
 * Recognises values by their form: e-mail addresses, payment cards, IBANs, birth dates. One file each.
 *
 * Start at recogniser.ts, the interface that each of them implements.
 * Must not know: rules, columns and files. Recognisers read texts only.
 */

import type { RecogniserId } from "../../rules/index.ts";
import { postalAddress } from "./addresses/index.ts";
import { birthDate } from "./birth-dates/index.ts";
import { email } from "./emails/index.ts";
import { iban } from "./iban.ts";
import { macAddress, userAgent } from "./identifiers.ts";
import { ipAddress } from "./ip/index.ts";
import { accountNumber, nationalNumber, taxNumber, vehicleNumber } from "./numbered.ts";
import { paymentCard } from "./payment-card.ts";
import { personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import type { Recogniser } from "./recogniser.ts";
import { credential } from "./secrets/index.ts";
import { personalUrl } from "./urls/index.ts";

export type { RecognisedSpan, Recogniser, Verdict } from "./recogniser.ts";
export { startsIn } from "./starts.ts";

/** Returns the named recognisers in order of precedence at the same location. */
export function makeRecognisers(options: {
  readonly ids: readonly RecogniserId[];
  readonly regions: readonly string[];
}): readonly Recogniser[] {
  const all = [
    email,
    iban,
    paymentCard,
    nationalNumber,
    taxNumber,
    vehicleNumber,
    accountNumber,
    macAddress,
    ipAddress,
    userAgent,
    birthDate,
    postalAddress,
    personalUrl,
    credential,
    phone(options.regions),
    personName,
  ];
  return all.filter((recogniser) => options.ids.includes(recogniser.id));
}
