import type { Random } from "./random.ts";

/** Countries this generator can make account numbers for, national check digits included. */
export type IbanCountry = "BE" | "DE" | "ES" | "FR" | "GB" | "NL";

function mod97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

const lettersToDigits = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - "A".charCodeAt(0) + 10));

const twoDigits = (value: number): string => String(value).padStart(2, "0");

function spanishControl(digits: string): number {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  const control = 11 - (sum % 11);
  return control === 11 ? 0 : control === 10 ? 1 : control;
}

/** The key of a French account: 97 less the weighted remainder of bank, branch and account. */
function frenchKey(bank: string, branch: string, account: string): string {
  return twoDigits(97 - ((89 * Number(bank) + 15 * Number(branch) + 3 * Number(account)) % 97));
}

/** The Dutch "eleven test": the weighted sum of ten digits is a multiple of 11. */
function dutchAccount(random: Random): string {
  for (;;) {
    const digits = `0${random.digits(9)}`;
    const sum = [...digits].reduce((total, digit, place) => total + (10 - place) * Number(digit), 0);
    if (sum % 11 === 0) return digits;
  }
}

// Bank codes are ones no bank has (German codes never begin with 0 or 9; FICT is nobody's).
const basicNumber: Readonly<Record<IbanCountry, (random: Random) => string>> = {
  BE: (random) => {
    const account = `999${random.digits(7)}`;
    return account + twoDigits(Number(account) % 97 || 97);
  },
  DE: (random) => `99900${random.digits(3)}${random.digits(10)}`,
  ES: (random) => {
    const bank = `9990${random.digits(4)}`;
    const account = random.digits(10);
    return `${bank}${spanishControl(`00${bank}`)}${spanishControl(account)}${account}`;
  },
  FR: (random) => {
    const [bank, branch, account] = ["99900", random.digits(5), random.digits(11)] as const;
    return bank + branch + account + frenchKey(bank, branch, account);
  },
  GB: (random) => `FICT99${random.digits(4)}${random.digits(8)}`,
  NL: (random) => `FICT${dutchAccount(random)}`,
};

/** An IBAN whose international and national check digits are right, without spaces. */
export function makeIban(random: Random, country: IbanCountry): string {
  const basic = basicNumber[country](random);
  return country + twoDigits(98 - mod97(lettersToDigits(`${basic}${country}00`))) + basic;
}

/** In groups of four, as people write it. */
export function groupIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}

/** True when the digits pass the Luhn test. */
export function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Sixteen digits that start like a card number and are none: the Luhn test fails. */
export function makeOrderNumber(random: Random, sequence: number): string {
  const digits = `4025${String(sequence).padStart(6, "0")}${random.digits(6)}`;
  return passesLuhn(digits) ? digits.slice(0, 15) + String((Number(digits[15]) + 1) % 10) : digits;
}

/** An EAN-13 of the range 200-299, which shops may hand out themselves. */
export function makeEan(random: Random): string {
  const digits = `2${random.digits(11)}`;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

function elevenTen(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** A German VAT number of a company (`DE` and nine digits, check digit right). */
export function makeVatId(random: Random): string {
  const digits = `99${random.digits(6)}`;
  return `DE${digits}${elevenTen(digits)}`;
}

/** A German tax id of a person: nine different digits, one of them twice, and a check digit. */
export function makeTaxId(random: Random): string {
  const shuffled = random.shuffle(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]);
  const different = (shuffled[0] === "0" ? shuffled.toReversed() : shuffled).slice(0, 9);
  const digits = [...different, different[random.int(0, 7)]].join("");
  return digits + String(elevenTen(digits));
}
