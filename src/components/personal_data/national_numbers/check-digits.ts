/*
 * Check digits of numbers that the package stdnum does not know. Every function takes a number of the right form,
 * without separators.
 */

const digitsOf = (compact: string): readonly number[] => [...compact].map(Number);

/** Returns the sum of digits times weights; the digits behind the last weight are left out. */
function weighted(compact: string, weights: readonly number[]): number {
  const digits = digitsOf(compact);
  return weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
}

const digitAt = (compact: string, at: number): number => Number(compact.charAt(at));

/** Luhn (ISO/IEC 7812-1). */
export function luhn(compact: string): boolean {
  const sum = digitsOf(compact)
    .toReversed()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

const multiply =
  "0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210".split(
    " ",
  );
const permute = "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258".split(" ");

/** Verhoeff: the dihedral group of order 10. */
function verhoeff(compact: string): boolean {
  return (
    digitsOf(compact)
      .toReversed()
      .reduce((sum, digit, at) => Number(multiply[sum]?.[Number(permute[at % 8]?.[digit])]), 0) === 0
  );
}

/** National Health Service of the United Kingdom: modulus 11, weights 10 to 2. */
export function nhsNumber(compact: string): boolean {
  const check = (11 - (weighted(compact, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digitAt(compact, 9);
}

/** Matricule of Luxembourg: the first 11 digits have a Luhn digit and then one of Verhoeff. */
export const matricule = (compact: string): boolean =>
  luhn(compact.slice(0, 12)) && verhoeff(compact.slice(0, 11) + compact.charAt(12));

/** Hungarian személyi szám: modulus 11, the weights reversed for births since 1997. */
export function szemelyiSzam(compact: string): boolean {
  const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const century = digitAt(compact, 0) > 2 ? 2000 : 1900;
  const isLate = century + Number(compact.slice(1, 3)) >= 1997;
  return weighted(compact, isLate ? rising.toReversed() : rising) % 11 === digitAt(compact, 10);
}

/** Hungarian TAJ, the social security number: modulus 10. */
export const taj = (compact: string): boolean =>
  weighted(compact, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digitAt(compact, 8);

/** Hungarian adóazonosító jel: modulus 11. */
export const adoazonosito = (compact: string): boolean =>
  weighted(compact, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(compact, 9);

/** Polish identity card: letters are 10 to 35, modulus 10. */
export function polishIdentityCard(compact: string): boolean {
  const values = [...compact].map((character) => Number.parseInt(character, 36));
  const weights = [7, 3, 1, 9, 7, 3, 1, 7, 3];
  return weights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0) % 10 === 0;
}

/** German health insurance number: the letter is two digits, then every second digit is doubled, modulus 10. */
export function germanHealthInsurance(compact: string): boolean {
  const letter = String(compact.charCodeAt(0) - 64).padStart(2, "0");
  const sum = digitsOf(letter + compact.slice(1, 9)).reduce((total, digit, at) => {
    const product = digit * (at % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === digitAt(compact, 9);
}

/**
 * German social security number whose check digit is the weighted sum itself: the rule sums the digits of each product,
 * and many who make numbers up leave that out.
 */
export function germanPensionWithoutCrossSums(compact: string): boolean {
  const letter = String(compact.charCodeAt(8) - 64).padStart(2, "0");
  const digits = compact.slice(0, 8) + letter + compact.slice(9, 11);
  return weighted(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === digitAt(compact, 11);
}

/** German identity card: ten characters of which the last is the check digit; weights 7, 3, 1. */
export function machineReadable(compact: string): boolean {
  const values = [...compact.slice(0, -1)].map((character) => Number.parseInt(character, 36));
  const sum = values.reduce((total, value, at) => total + value * ([7, 3, 1][at % 3] ?? 0), 0);
  return sum % 10 === digitAt(compact, compact.length - 1);
}

/** Australian Medicare card: modulus 10 over the first eight digits. */
export const medicare = (compact: string): boolean =>
  weighted(compact, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(compact, 8);

/** Russian SNILS: modulus 101. */
export const snils = (compact: string): boolean =>
  (weighted(compact, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(compact.slice(9));

/** Japanese My Number: modulus 11. */
export function myNumber(compact: string): boolean {
  const rest = weighted(compact, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === digitAt(compact, 11);
}

/** Singapore NRIC and FIN: modulus 11, the series is part of the sum. */
export function nric(compact: string): boolean {
  const series = compact.charAt(0);
  const extra = "TG".includes(series) ? 4 : series === "M" ? 3 : 0;
  const rest = (weighted(compact.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + extra) % 11;
  const letters = "ST".includes(series) ? "JZIHGFEDCBA" : series === "M" ? "KLJNPQRTUWX" : "XWUTRQPNMLK";
  return letters.charAt(series === "M" ? 10 - rest : rest) === compact.charAt(8);
}

/** Danish CPR numbers issued before 2007: modulus 11. */
export const cprCheck = (compact: string): boolean => weighted(compact, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;

/** Danish CPR numbers have had no check digit since 2007, but a date. */
export const hasDayAndMonth = (compact: string): boolean => {
  const [day, month] = [Number(compact.slice(0, 2)), Number(compact.slice(2, 4))];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000, month, 0)).getUTCDate();
};

/** New Zealand NHI: the old form ends in a digit (modulus 11), the new one in a letter (modulus 23). */
export function nhi(compact: string): boolean {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  const value = (character: string): number =>
    /\d/.test(character) ? Number(character) : alphabet.indexOf(character) + 1;
  const sum = [7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * value(compact.charAt(at)), 0);
  const last = compact.charAt(6);
  if (/\d/.test(last)) return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === Number(last);
  return alphabet.charAt(23 - (sum % 23) - 1) === last;
}
