import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNames } from "./index.ts";

const leastReported = 0.5;

const spansIn = (text: string) => [...findNames(text)].filter(({ score }) => score >= leastReported);
const namesIn = (text: string): readonly string[] => spansIn(text).map(({ start, end }) => text.slice(start, end));

describe("a name behind a title is found whole, with particles and initials and without the title", () => {
  test.each([
    ["Frau Dr. van der Berg hat angerufen.", "van der Berg"],
    ["Herr von und zu Felsing trat zurück.", "von und zu Felsing"],
    ["Mr J. R. Smith will attend.", "J. R. Smith"],
    ["Dear Mr. d'Arcy,", "d'Arcy"],
    ["Mr. van Dyke called.", "van Dyke"],
    ["Mr. and Mrs. Whitlock invite you", "Whitlock"],
    ["Prof. Dr. Ada van Dyk", "Ada van Dyk"],
    ["Señora de la Cruz llamó ayer.", "de la Cruz"],
    ["Dott. di Marco ha firmato.", "di Marco"],
    ["Mme de Villiers est absente.", "de Villiers"],
    ["Mijnheer van den Heuvel, dank u", "van den Heuvel"],
    ["Dhr. ten Brink is ziek.", "ten Brink"],
    ["Sr. dos Santos ligou.", "dos Santos"],
    ["pan Nowak przyszedł", "Nowak"],
    ["Sehr geehrte Frau El-Sayed,", "El-Sayed"],
    ["Dr. O'Brien saw the patient.", "O'Brien"],
    ["Madame L'Hermitte a signé.", "L'Hermitte"],
  ])("%s", (text, name) => expect(namesIn(text)).toEqual([name]));
});

describe("a brand, a work or a role behind a title is no name", () => {
  test.each([
    "Dr. Martens shoes are on sale.",
    "I drank a Dr Pepper.",
    "Mr. Clean wipes the floor.",
    "Dr. Oetker Pizza kaufen",
    "Mr. Coffee machine",
    "Mr Kipling cakes",
    "Miss Universe was held in Bangkok.",
    "Miss Germany 2024",
    "Sr. Developer wanted",
    "MS Windows is old.",
    "Dr. Scholl's insoles",
    "Frau Holle schüttelt die Betten.",
    "Herr der Ringe läuft im Kino.",
    "Monsieur Bricolage",
    "Madame Tussauds London",
    "MS-Windows GUI version",
  ])("%s", (text) => expect(namesIn(text)).toEqual([]));
});

describe("a name is found by what stands around it", () => {
  test.each([
    ["Mit freundlichen Grüßen\nInes Falk", ["Ines Falk"]],
    ["Best regards,\nTom", ["Tom"]],
    ["Dear Anna,\nthank you", ["Anna"]],
    ["Teilnehmer: Ines Falk, Jonas Pohl", ["Ines Falk", "Jonas Pohl"]],
    ["Anna: hi\nJonas: hello", ["Anna", "Jonas"]],
    ["our accountant Mira Sand called", ["Mira Sand"]],
    ["De patiënt is A.Ph. de Visser, opgenomen op 3 maart.", ["A.Ph. de Visser"]],
    ["Falk, Ines (14.07.1969)", ["Falk, Ines"]],
    ["FALK INES\ngeb. 14.07.1969", ["FALK INES"]],
    ["From: Ann Roe <ann@shop.com>", ["Ann Roe"]],
    ["Уважаемая Анна Петрова! Договор готов.", ["Анна Петрова"]],
    ["Με εκτίμηση,\nΝίκος Παπαδόπουλος", ["Νίκος Παπαδόπουλος"]],
    ["Z poważaniem\nKatarzyna Nowak-Wiśniewska", ["Katarzyna Nowak-Wiśniewska"]],
    ["## Ines Falk\n\nWrite to ines.falk@muster.de.", ["Ines Falk"]],
    ["DR. Müller, MR Falk", ["Müller", "Falk"]],
    ["Name: Ostwind\nOrt: Köln", ["Ostwind"]],
    ["Yesterday I spoke with Yukihiro Nakadaira about it.", ["Yukihiro Nakadaira"]],
  ])("%j", (text, names) => expect(namesIn(text)).toEqual(names));
});

describe("names are found in letters, chats and lists", () => {
  test.each([
    ["i. A. Leni Gerbennow\ni. V. J. Porsche", ["Leni Gerbennow", "J. Porsche"]],
    ["[11:28] Alec: the login is qa\n[11:29] Mark: thanks", ["Alec", "Mark"]],
    [
      "Bashirian, Bridget, Accounts, (588) 967-0296\nAnkunding, Herbert, Sales, (201) 556-4192",
      ["Bashirian, Bridget", "Ankunding, Herbert"],
    ],
    ["Entre les soussignés Martin et M. Arianna Romy, né le 5 août", ["Arianna Romy"]],
    ["Mrs Sand called.", ["Sand"]],
    ["Bonjour Mme Lefèvre, merci", ["Lefèvre"]],
    ["Sehr geehrte Frau Sand,", ["Sand"]],
    ["I met Jack van de Brink yesterday.", ["Jack van de Brink"]],
    ["Herr Richter und Frau Kaiser kommen.", ["Richter", "Kaiser"]],
  ])("%j", (text, names) => expect(namesIn(text)).toEqual(names));
});

describe("what has a capital and is no person is not reported", () => {
  test.each([
    "[11:28] Error: failed\n[11:29] Webpack: compiled",
    "Ancien employeur : Gauthier GIE",
    "Arbeitgeber: Fehrig",
    "Wir beliefern Frandsen ApS und Gautier SARL.",
    "Khalid Quiñones e Hijos",
    "Liebe Kolleginnen und Kollegen,",
    "À Rouen, le lycée Jules-Ferry est ouvert.",
    "We met at the conference in North Sharon.",
    "Das Haus, das Seminar und der Kurs",
    "The Mr President speech on Mr Monday",
    "Sehr geehrte Frau Ministerin,",
    "Mr Muscle cleans all, says Miss World",
    "Paris, Berlin and Rome are cities in Europe.",
    "In May and April the shop is closed on Monday.",
    "Der Vertrag und die Rechnung liegen im Büro der Firma.",
    "The Microsoft Windows update failed on Android.",
    "## Getting Started\n\nInstall the Package Manager first.",
    "This Agreement is governed by the Laws of England and Wales.",
    "Error: Cannot read Property of Undefined",
    "Return it to 12 King Street, London.",
    "Will you mark the date? Grace periods end in June.",
    "PERMISSION IS HEREBY GRANTED, FREE OF CHARGE",
    "### Additional Details\n * Last updated: Thu, 02 Jul 2026",
    "### 3. Temporary Ban\nThis may lead to a temporary ban.\n### 4. Permanent Ban\nor to a permanent ban.",
    "### DOM Selection\n\nSelect elements.",
    "- name: Publish package to the registry\n- name: Attach screenshots",
    "name: Automated tests\non: push",
    "if m is not None:\n  continue\n\nif name is None: raise",
    "- A DOM Builder that builds an object",
    "the format is dddd D. MMMM YYYY",
    "L'elemento ha del testo che è visibile",
    "Selectors: 31,\nColors: 1113088,\n",
    'scripts = ["Hebr","Hira","Lana","Shaw","Lina"]',
  ])("%s", (text) => expect(namesIn(text)).toEqual([]));

  test("in programs with few marks, but in lines of JSON", () => {
    const declared = Array.from({ length: 8 }, (_, at) => `import { Trace, Values${at} } from "./trace${at}";`);
    expect(namesIn(`${declared.join("\n")}\nexport { Grace, Trace, TraceValues, Marker };\n`)).toEqual([]);
    const logged = Array.from(
      { length: 8 },
      (_, at) =>
        `{"no":${at},"msg":"${"the order has been sent to the address that we have from you, ".repeat(6)}dear Mrs Ines Falk"}`,
    );
    expect(namesIn(logged.join("\n"))).toContain("Ines Falk");
  });

  test("in copyright notices of programs, and as sources of diagrams", () => {
    expect(namesIn("MIT License\n\nCopyright (c) 2020 Ines Falk\n")).toEqual([]);
    expect(namesIn("Alice->>John: Hello\nJohn-->>Alice: Great!\n")).toEqual([]);
  });

  test("in programs, where only authors are", () => {
    const lines = ["class Anna extends Mark {", "  const Max = Math.Grace(Tom);", "  return new Ben(Paul);", "}", ""];
    expect(namesIn(lines.join("\n").repeat(4))).toEqual([]);
    expect(namesIn(`// Author: Ines Falk <ines@falk.org>\n${lines.join("\n").repeat(4)}`)).toEqual(["Ines Falk"]);
  });
});

describe("what is called after a person is no person", () => {
  test.each([
    "Philip Morris, Ernst Young, Hugo Boss, Calvin Klein, Harley Davidson, Warner Brothers",
    "Charlotte, Sydney and Adelaide are cities. Victoria Falls is not far.",
    "Rose, Lily, Daisy, Iris and Sweet William",
    "In the garden, Rose, Iris and Violet bloom.",
    "Floyd-Warshall computes the shortest paths, as does Bellman-Ford.",
    "Friedrich-Ebert-Allee, Konrad-Adenauer-Platz, Anne-Frank-Schule",
    "Le bureau est avenue Charles de Gaulle, près du lycée Victor Hugo.",
    "La sede è in via Giuseppe Verdi, l'incontro in piazza Aldo Moro.",
    "She suffers from Addison disease.",
    "Das Willy-Brandt-Haus liegt neben der Marie-Curie-Str. und dem Otto-Hahn-Gymnasium.",
  ])("%s", (text) => expect(namesIn(text)).toEqual([]));

  test.each([
    ["Dear Mr. Klein, please call.", ["Klein"]],
    ["Mr. Park met James Hall.", ["Park", "James Hall"]],
    ["Victor Falk habite rue Victor Hugo.", ["Victor Falk"]],
    ["Karl-Heinz Schmidt wohnt in der Konrad-Adenauer-Straße.", ["Karl-Heinz Schmidt"]],
    ["Dear Iris,\nthe flowers arrived.", ["Iris"]],
  ])("but a person beside it is found: %j", (text, names) => expect(namesIn(text)).toEqual(names));
});

test("a part of a name that was certain once is found again, with the reason", () => {
  const text = "Frau Dr. Katrin Ostwind hat zugesagt. Der Termin passt Ostwind gut.";
  const [, again] = spansIn(text);
  expect(text.slice(again?.start, again?.end)).toBe("Ostwind");
  expect(again?.note).toBe("second mention of a certain name");
  expect(namesIn("Der Termin passt Ostwind gut.")).toEqual([]);
});

test("a title makes a name certain", () => {
  const [name] = spansIn("Mr. Lindqvist called.");
  expect(name).toMatchObject({ note: "title before it" });
  expect(name?.score).toBeGreaterThanOrEqual(0.85);
});

test("spans are in order, inside the text, and do not overlap, whatever the text is", () => {
  const word = fc.constantFrom(
    "Anna",
    "van",
    "Schmidt",
    ",",
    ".",
    "\n",
    "  ",
    "\t",
    "Dr.",
    "J.",
    "'s",
    "É",
    "(",
    "@",
    "a",
    "-",
    "İ",
    "𝔄",
    "ß",
    "\u0301",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.constantFrom("", " "), (words, between) => {
      const text = words.join(between);
      let end = 0;
      for (const span of findNames(text)) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("a text longer than a block has the same names as its parts", () => {
  const line = "Dear Anna, I spoke with Mr. Lindqvist about the order of last week.\n";
  const count = Math.ceil(300_000 / line.length);
  expect(namesIn(line.repeat(count))).toHaveLength(2 * count);
});

describe("a single name is found by words of persons beside it", () => {
  test.each([
    ["Ines shouted at Derek in the yard.", ["Ines", "Derek"]],
    ["I want to remove my son Derek from the list.", ["Derek"]],
    ["My name is Anna. Her maiden name is Vorstell.", ["Anna", "Vorstell"]],
    ["They have four: Anna, Derek, Kónyaz and Hannah.", ["Anna", "Derek", "Kónyaz", "Hannah"]],
    ["Haller, Toni; room 12\nFay, Anna; room 14", ["Haller, Toni", "Fay, Anna"]],
  ])("%j", (text, names) => expect(namesIn(text)).toEqual(names));
});

describe("a name in small letters is found with a cue or if the lists know both parts", () => {
  test.each([
    ["my name is lena andersson", ["lena andersson"]],
    ["hi thomas, are you there?", ["thomas"]],
    ["we met anna petersen at the station", ["anna petersen"]],
    ["please ask mr. elliott about it", ["elliott"]],
  ])("%j", (text, names) => expect(namesIn(text)).toEqual(names));
  test.each(["my friend lives in a house", "my father retired at 45", "the will of the people", "hi all, thanks"])(
    "but no other word: %j",
    (text) => expect(namesIn(text)).toEqual([]),
  );
});

describe("places and ships that are called after persons are none", () => {
  test.each(["Berlin, Paris and Jordan are supported regions.", "The ferry Alexandra leaves at nine."])("%j", (text) =>
    expect(namesIn(text)).toEqual([]),
  );
});

describe("first and last names in cells of a row of SQL are found", () => {
  test.each([
    ["INSERT INTO users VALUES (17, 'Ines', 'Falk', 'x');", ["Ines", "Falk"]],
    [
      "INSERT INTO users (a, b) VALUES\n  (1, 'Ines', 'van den Berg'),\n  (2, 'Jonas', 'Weber');",
      ["Ines", "van den Berg", "Jonas", "Weber"],
    ],
    ["insert into users values ('Weber','Jonas')", ["Weber", "Jonas"]],
  ])("%j", (text, names) => expect(namesIn(text)).toEqual(names));
  test.each([
    "const plans = ['Ines', 'Falk'];",
    "call('Ines', 'Falk'), ('Jonas', 'Weber')",
    "INSERT INTO plans VALUES (1, 'Basic', 'Monthly');",
  ])("but not words in arrays, arguments or other rows: %j", (text) => expect(namesIn(text)).toEqual([]));
});

describe("names of things in programs are none of persons", () => {
  test.each([
    'out = "property name is invalid"',
    "export {\n  ParseResult,\n  Severity,\n  parse,\n}",
    "the file name is index",
  ])("%j", (text) => expect(namesIn(text)).toEqual([]));
});
