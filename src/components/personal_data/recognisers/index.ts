import type { RecogniserId } from "../../rules/index.ts";
import { birthDate } from "./birth-date.ts";
import { email } from "./email.ts";
import { iban } from "./iban.ts";
import { macAddress, userAgent, usSsn } from "./identifiers.ts";
import { ipAddress } from "./ip-address.ts";
import { paymentCard } from "./payment-card.ts";
import { personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import type { Recogniser } from "./recogniser.ts";

export type { Recogniser, Span, Verdict } from "./recogniser.ts";

/** The recognisers named, in the order in which one beats another at the same place. */
export function makeRecognisers(options: {
  readonly ids: readonly RecogniserId[];
  readonly regions: readonly string[];
}): readonly Recogniser[] {
  const all = [
    email,
    iban,
    paymentCard,
    usSsn,
    macAddress,
    ipAddress,
    userAgent,
    birthDate,
    phone(options.regions),
    personName,
  ];
  return all.filter((recogniser) => options.ids.includes(recogniser.id));
}
