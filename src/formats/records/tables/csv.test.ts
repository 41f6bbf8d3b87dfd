import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesOf } from "../../../testing/files/file-items.ts";

const names = { given: ["Ines", "Jonas", "Mira"], family: ["Falk", "Pohl", "Sand"] };
const rows = (delimiter: string, ...further: readonly string[]) =>
  names.given.map((given, at) => [given, names.family[at], ...further].join(delimiter)).join("\n");

/** The two columns of names, whatever they are called. */
async function columnsIn(text: string, path = "a.csv"): Promise<readonly string[]> {
  const fields = await fieldsIn(path, text);
  const named = Object.entries(fields).filter(([, values]) =>
    [`${names.given}`, `${names.family}`].includes(`${values.map((value) => value.trim())}`),
  );
  return named.map(([field]) => field);
}

describe("a table whose header is odd has its columns all the same", () => {
  test.each<[string, string, readonly string[]]>([
    ["a sep line", `sep=;\r\nVorname;Nachname\r\n${rows(";")}`, ["Vorname", "Nachname"]],
    ["a sep line with a tab", `sep=\t\nVorname\tNachname\n${rows("\t")}`, ["Vorname", "Nachname"]],
    ["digits in a name", `Vorname;Nachname;Umsatz 2024\n${rows(";", "12")}`, ["Vorname", "Nachname"]],
    ["years as names", `Vorname;Nachname;2023;2024\n${rows(";", "12", "13")}`, ["Vorname", "Nachname"]],
    ["an unnamed index", `,First Name,Last Name\n0,Ines,Falk\n1,Jonas,Pohl\n2,Mira,Sand`, ["First Name", "Last Name"]],
    ["a delimiter at the end", `Vorname;Nachname;\n${rows(";", "")}`, ["Vorname", "Nachname"]],
    ["a name twice", `Name;Name;E-Mail\n${rows(";", "x@y.de")}`, ["Name", "Name (2)"]],
    ["colons", `"First name:";"Last name:"\n${rows(";")}`, ["First name", "Last name"]],
    ["stars of duty", `Vorname*;Nachname *;Ort\n${rows(";", "Ulm")}`, ["Vorname", "Nachname"]],
    ["a percent sign", `Vorname;Nachname;Bonus %\n${rows(";", "3")}`, ["Vorname", "Nachname"]],
    ["an ampersand", `Vorname;Nachname;Name & Ort\n${rows(";", "x")}`, ["Vorname", "Nachname"]],
    [
      "a long name",
      `Vorname;Nachname;${"Wie haben Sie von uns erfahren ".repeat(9)}\n${rows(";", "x")}`,
      ["Vorname", "Nachname"],
    ],
    ["a comment above", `# export\n# of today\nVorname;Nachname\n${rows(";")}`, ["Vorname", "Nachname"]],
    ["a comment as header", `#Vorname;Nachname;Ort\n${rows(";", "Ulm")}`, ["Vorname", "Nachname"]],
    ["titles above", `Kundenliste 2024\nStand: 1.3.2024\n\nVorname;Nachname\n${rows(";")}`, ["Vorname", "Nachname"]],
    ["titles with delimiters", `Kundenliste;;\n;;\nVorname;Nachname;Ort\n${rows(";", "Ulm")}`, ["Vorname", "Nachname"]],
    ["groups above", `Kunde;;Ort\nVorname;Nachname;Stadt\n${rows(";", "Ulm")}`, ["Kunde.Vorname", "Kunde.Nachname"]],
    ["CR line ends", `Vorname;Nachname\r${rows(";").replaceAll("\n", "\r")}\r`, ["Vorname", "Nachname"]],
    ["a line break in a name", `"First\nName";"Last\nName"\n${rows(";")}`, ["First Name", "Last Name"]],
    ["a byte order mark", `\uFEFFVorname;Nachname\n${rows(";")}`, ["Vorname", "Nachname"]],
    ["single quotes", `'Vorname','Nachname'\n'Ines','Falk'\n'Jonas','Pohl'\n'Mira','Sand'`, ["Vorname", "Nachname"]],
    ["pipes", `Vorname|Nachname\n${rows("|")}`, ["Vorname", "Nachname"]],
    ["a rule below", `Vorname|Nachname\n---|---\n${rows("|")}`, ["Vorname", "Nachname"]],
    ["only names", `Vorname;Nachname\n${rows(";")}`, ["Vorname", "Nachname"]],
    ["only names in Polish", `Imię;Nazwisko\n${rows(";")}`, ["Imię", "Nazwisko"]],
    ["only names in Greek", `Όνομα;Επώνυμο\n${rows(";")}`, ["Όνομα", "Επώνυμο"]],
    ["identifiers", `usr_fn;usr_ln\n${rows(";")}`, ["usr_fn", "usr_ln"]],
    ["no header", rows(";"), ["column 1", "column 2"]],
  ])("%s", async (_, text, expected) => expect(await columnsIn(text)).toEqual(expected));

  test("a bad cell costs its own column only", async () => {
    const text = `Vorname;Nachname;ines.falk@muster.de;Ort\n${rows(";", "x", "Ulm")}`;
    expect(Object.keys(await fieldsIn("a.csv", text))).toEqual(["Vorname", "Nachname", "column 3", "Ort"]);
  });

  test("a quote that is not closed costs its own row only", async () => {
    const text = `Vorname;Nachname\nInes;Falk\n"Jonas;Pohl\nMira;Sand\n`;
    expect(await fieldsIn("a.csv", text)).toEqual({ Vorname: ["Ines", '"Jonas', "Mira"], Nachname: names.family });
  });

  test("a first row of values is no header, so that it does not show as a name", async () => {
    for (const text of [
      "Jane,jane@shop.com\nA,b@c.de\n",
      "Ines;Falk;1\nJonas;Pohl;2\n",
      "Ines;Main Street 5\nJonas;Second Street 6\n",
    ]) {
      expect(Object.keys(await fieldsIn("a.csv", text))[0]).toBe("column 1");
    }
  });

  test("rows and lines are those of the file", async () => {
    const pieces = await piecesOf("a.csv", `Titel\nVorname;Notiz\nInes;"a\nb"\nJonas;c\n`);
    const [given] = pieces.filter((piece) => piece.kind === "field");
    expect(given).toMatchObject({ field: "Vorname", values: { rows: [3, 4], lines: [3, 5], records: 2 } });
  });
});

describe("a table is known by its content", () => {
  const table = `Vorname\tNachname\tE-Mail\n${rows("\t", "a@b.de")}\n`;
  test.each(["a.txt", "a.tab", "a.tsv", "a", "a.dat", "a.log", "a.bak", "a.csv.old", "a.json", "a.export", "a.lst"])(
    "in %s",
    async (path) => {
      expect(await columnsIn(table, path)).toEqual(["Vorname", "Nachname"]);
    },
  );
  test.each([";", "|", ",", "^", "~"])("with %s in a text", async (delimiter) => {
    expect(await columnsIn(table.replaceAll("\t", delimiter), "a.txt")).toEqual(["Vorname", "Nachname"]);
  });
  test("printed in Markdown", async () => {
    const text = `| Vorname | Nachname | E-Mail |\n|---|:---|---|\n${table
      .split("\n")
      .slice(1, -1)
      .map((line) => `| ${line.replaceAll("\t", " | ")} |\n`)
      .join("")}`;
    expect(await columnsIn(text, "a.md")).toEqual(["Vorname", "Nachname"]);
  });
  test("aligned with spaces", async () => {
    const text =
      "Vorname   Nachname   E-Mail\nInes      Falk       a@b.de\nJonas     Pohl       c@d.de\nMira      Sand       e@f.de\n";
    expect(await columnsIn(text, "a.txt")).toEqual(["Vorname", "Nachname"]);
  });
});

test.each<[string, string, string]>([
  [
    "prose",
    "a.txt",
    "It was a dark, cold night, and the wind fell.\nHe said, quietly, that the name, the address, and the phone were lost.\nThe email, they said, was sent; the street, the city, all gone.\n".repeat(
      5,
    ),
  ],
  [
    "a list in prose",
    "a.txt",
    "Bring the name, the address, the city.\nBring a pen, a pencil, a rubber.\nBring tea, milk, sugar.\n",
  ],
  ["source code", "a.txt", 'const name = "x";\nlet email = load(name, 3);\nif (email == null) { return; }\n'],
  ["source code by its name", "a.ts", "name, email\na, b\nc, d\n"],
  [
    "a log",
    "a.log",
    "2026-03-01 10:00:00,123 INFO Starting, please wait\n2026-03-01 10:00:01,123 WARN user, name, mail missing\n",
  ],
  ["a poem", "a.txt", "Name, oh name,\nstreet, oh street,\ncity, oh city,\n"],
  ["markup", "a.html", "<p>name, email, phone</p>\n<p>a, b, c</p>\n<p>d, e, f</p>\n"],
])("%s is no table", async (_, path, text) => expect(await fieldsIn(path, text)).toEqual({}));

test("an empty table has no fields and no notice", async () => {
  expect([await fieldsIn("a.csv", ""), await noticesIn("a.csv", "\n\n")]).toEqual([{}, []]);
});

test("a table may be cut anywhere", async () => {
  const text = 'id,name,note\r\n1,"Roe\n, Ann",\r\n2,"",y\r\n3,z,"q ""r"""\r\n';
  const whole = await fieldsIn("a.csv", text);
  expect(whole).toEqual({ id: ["1", "2", "3"], name: ["Roe\n, Ann", "z"], note: ["y", 'q "r"'] });
  for (let cut = 1; cut < text.length; cut++) expect(await fieldsIn("a.csv", text, cut)).toEqual(whole);
});

test("cells are those that were written, whatever they hold", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", ",", ";", '"', "\n", " ", "1"), maxLength: 8 });
  const property = fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (written) => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const text = ["first name,last name", ...written.map((cells) => cells.map(quoted).join(","))].join("\r\n");
    const expected = [...new Set(written.map(([first]) => first).filter((one) => one.trim() !== ""))];
    expect((await fieldsIn("a.csv", text))["first name"] ?? []).toEqual(expected);
  });
  await fc.assert(property, { seed: 1, numRuns: 200 });
});
