const latin: Readonly<Record<string, string>> = {
  а: "a",
  б: "b",
  в: "v",
  г: "g",
  ґ: "g",
  д: "d",
  е: "e",
  ё: "yo",
  є: "ye",
  ж: "zh",
  з: "z",
  и: "i",
  і: "i",
  ї: "yi",
  й: "y",
  к: "k",
  л: "l",
  м: "m",
  н: "n",
  о: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ф: "f",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ъ: "",
  ы: "y",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
  ѓ: "gj",
  ѕ: "dz",
  ј: "j",
  љ: "lj",
  њ: "nj",
  ќ: "kj",
  џ: "dzh",
};

/** Returns a Cyrillic name in Latin letters as passports write it; nothing for other names. */
export function transliterated(name: string): readonly string[] {
  if (!/\p{Script=Cyrillic}/u.test(name)) return [];
  const written = [...name.toLowerCase()].map((letter) => latin[letter] ?? letter).join("");
  // Yevgeniy and Evgeny, Dmitriy and Dmitry.
  return [...new Set([written, written.replace(/iy$/, "y"), written.replace(/^ye/, "e")])];
}
