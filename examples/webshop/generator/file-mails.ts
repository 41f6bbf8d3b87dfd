import { SHOP_DOMAIN } from "./accounts.ts";
import { groupIban } from "./check-digits.ts";
import { TEST_CARDS } from "./orders.ts";
import type { Person } from "./people.ts";
import type { Shop } from "./shop.ts";
import type { PlantedValue, ShopFile } from "./shop-file.ts";
import { plant, textFile } from "./shop-file.ts";

type TransferEncoding = "quoted-printable" | "base64" | "8bit";

/** Quoted-printable (RFC 2045) with soft line breaks; every byte outside ASCII, and "=", is written as hex. */
function quotedPrintable(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const units = [...Buffer.from(line, "utf8")].map((byte) =>
        byte > 126 || byte < 32 || byte === 61
          ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}`
          : String.fromCharCode(byte),
      );
      return softBreak(units);
    })
    .join("\r\n");
}

function softBreak(units: readonly string[]): string {
  let text = "";
  let width = 0;
  for (const unit of units) {
    if (width + unit.length > 75) {
      text += "=\r\n";
      width = 0;
    }
    text += unit;
    width += unit.length;
  }
  return text;
}

const encodeBody: Readonly<Record<TransferEncoding, (text: string) => string>> = {
  "quoted-printable": quotedPrintable,
  base64: (text) =>
    (
      Buffer.from(text, "utf8")
        .toString("base64")
        .match(/.{1,76}/g) ?? []
    ).join("\r\n"),
  "8bit": (text) => text.replaceAll("\n", "\r\n"),
};

const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;

interface Mail {
  readonly number: number;
  readonly sender: Person;
  readonly subject: string;
  readonly body: string;
  readonly transfer: TransferEncoding;
  readonly planted: readonly PlantedValue[];
}

function mailFile({ number, sender, subject, body, transfer, planted }: Mail): ShopFile {
  const head = [
    `Message-ID: <20251128.${number}@mx1.${SHOP_DOMAIN}>`,
    `Date: Fri, 28 Nov 2025 09:1${number}:00 +0100`,
    `From: ${encodedWord(sender.fullName)} <${sender.email}>`,
    `To: service@${SHOP_DOMAIN}`,
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Transfer-Encoding: ${transfer}`,
  ];
  return textFile(`mail/000${number}.eml`, `${head.join("\r\n")}\r\n\r\n${encodeBody[transfer](body)}\r\n`, {
    planted: [...plant("email", sender.email), ...plant("name", sender.fullName), ...planted],
  });
}

/**
 * Mails to the service desk, one for every transfer encoding. The planted values are those of the DECODED mail: in
 * base64 and in names of the head the bytes on disk do not show them.
 */
export function mails(shop: Shop): readonly ShopFile[] {
  const [german, french, british] = ["DE", "FR", "GB"].map((country) =>
    shop.customers.findLast(({ locale }) => locale.country === country),
  );
  if (german === undefined || french === undefined || british === undefined)
    throw new RangeError("the shop has too few customers for its mails");
  return [
    mailFile({
      number: 1,
      sender: german,
      subject: "Erstattung",
      transfer: "quoted-printable",
      body: `Guten Tag,\n\nbitte überweisen Sie den Betrag auf mein Konto ${groupIban(german.iban)}. Wegen meiner Nickelallergie kann ich die Lampe nicht behalten.\nSie erreichen mich unter ${german.phone}.\n\nMit freundlichen Grüßen\n${german.fullName}\n${german.street}, ${german.postalCode} ${german.city}`,
      planted: [
        ...plant("bank_account", groupIban(german.iban)),
        ...plant("phone", german.phone),
        ...plant("health", "Nickelallergie"),
      ],
    }),
    mailFile({
      number: 2,
      sender: french,
      subject: "Changement d'adresse",
      transfer: "base64",
      body: `Bonjour,\n\nma nouvelle adresse : ${french.street}, ${french.postalCode} ${french.city}.\nTéléphone : ${french.phone}\n\nCordialement,\n${french.fullName}`,
      planted: [
        ...plant("phone", french.phone),
        ...plant("address", `${french.street}, ${french.postalCode} ${french.city}`),
      ],
    }),
    mailFile({
      number: 3,
      sender: british,
      subject: "Charged twice",
      transfer: "8bit",
      body: `Hello,\n\nyou charged my card ${TEST_CARDS[4]} twice. I was born on ${british.birth} if you need it to find me.\nVersion 1.2.3.4 of your app crashed while I paid.\n\n${british.fullName}\n${british.phone}`,
      planted: [...plant("payment_card", TEST_CARDS[4]), ...plant("phone", british.phone)],
    }),
  ];
}
