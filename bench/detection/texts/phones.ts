import type { Faker } from "@faker-js/faker";
import {
  type CountryCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import type { Random } from "../random.ts";

/** Returns a number that its numbering plan allows, in one of the notations of the country. */
export function phoneNumber(country: string, faker: Faker, random: Random): string {
  const number = fromFaker(country, faker) ?? fromExample(country as CountryCode, random);
  const national = number.formatNational();
  const digits = number.nationalNumber;
  const international = number.formatInternational();
  const [, code = "", rest = ""] = /^(\+\d+) (.*)$/.exec(international) ?? [];
  return random.pick([
    international,
    international,
    national,
    national,
    national,
    number.number,
    `00${code.slice(1)} ${rest}`,
    international.replaceAll(" ", "-"),
    national.replace(/^\(?(\d+)\)?[ -]+/, "$1/"),
    national.replaceAll(/[ -]/g, "."),
    national.startsWith("0") ? `${code} (0)${national.slice(1)}` : `${code} ${digits}`,
  ]);
}

function fromFaker(country: string, faker: Faker): PhoneNumber | undefined {
  for (let tries = 0; tries < 3; tries++) {
    const number = parsePhoneNumberFromString(faker.phone.number(), country as CountryCode);
    if (number?.isValid() === true) return number;
  }
  return undefined;
}

/** The example of a mobile number, with other last digits. */
function fromExample(country: CountryCode, random: Random): PhoneNumber {
  const example = getExampleNumber(country, examples);
  if (example === undefined) throw new Error(`no example of a phone number of ${country}`);
  for (let tries = 0; tries < 100; tries++) {
    const digits = example.nationalNumber.slice(0, -5) + random.characters(5);
    const number = parsePhoneNumberFromString(`+${example.countryCallingCode}${digits}`);
    if (number?.isValid() === true) return number;
  }
  return example;
}
