import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesOf } from "../../testing/files/file-items.ts";

const samples: readonly (readonly [
  path: string,
  text: string,
  expected: Readonly<Record<string, readonly string[]>>,
])[] = [
  [
    "a.xml",
    '<?xml version="1.0"?>\n<n:list xmlns:n="u"><n:person id="A7"><name>Ines &amp; &#74;o</name><field name="Phone">1</field></n:person></n:list>',
    { "list.person.@id": ["A7"], "list.person.name": ["Ines & Jo"], "list.person.field.Phone": ["1"] },
  ],
  ["a.txt", "<?xml version='1.0'?><a><b><![CDATA[x]]></b></a>", { "a.b": ["x"] }],
  [
    "a.yaml",
    "people:\n  - name: Ines\n    mail: &m a@b.de\n  - mail: *m\n---\nother: 2024-01-01\n",
    { "people[].name": ["Ines"], "people[].mail": ["a@b.de"], other: ["2024-01-01"] },
  ],
  [
    "values",
    "people:\n  ines:\n    phone: x\n  jonas:\n    phone: y\n",
    { "people.ines.phone": ["x"], "people.jonas.phone": ["y"] },
  ],
  [
    "a.toml",
    '[owner]\nname = "Ines"\ndob = 1981-04-03\n[[people]]\nemail = "a@b.de"\n',
    { "owner.name": ["Ines"], "owner.dob": ["1981-04-03"], "people[].email": ["a@b.de"] },
  ],
  [
    ".env",
    'export ADMIN_NAME="Ines Falk"\n# c\nSMTP_USER=a@b.de\n',
    { ADMIN_NAME: ["Ines Falk"], SMTP_USER: ["a@b.de"] },
  ],
  ["deploy/.env.local", "MAIL=a@b.de\n", { MAIL: ["a@b.de"] }],
  [
    "a.ini",
    "[contact]\nname = Ines\n; x = y\nemail: a@b.de\n",
    { "contact.name": ["Ines"], "contact.email": ["a@b.de"] },
  ],
  ["a.properties", "user.name=Ines\nuser.mail = a@b.de\n", { "user.name": ["Ines"], "user.mail": ["a@b.de"] }],
  [
    "a.vcf",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Falk;Ines;;;\r\nEMAIL;TYPE=work:a@\r\n b.de\r\nitem1.TEL:+49 171\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BC=\r\nller\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n",
    { "family name": ["Falk"], "given name": ["Ines"], email: ["a@b.de"], phone: ["+49 171"], note: ["Müller"] },
  ],
  [
    "a.ics",
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE;CN="Falk, Ines":mailto:a@b.de\nSUMMARY:Termin\\, kurz\nEND:VEVENT\nEND:VCALENDAR\n',
    { "attendee.full name": ["Falk, Ines"], "attendee.email": ["a@b.de"], summary: ["Termin, kurz"] },
  ],
  [
    "a.log",
    '2026-03-01 INFO created {"firstName":"Ines","n":{"x":1}}\n2026-03-01 INFO plain\n',
    { firstName: ["Ines"], "n.x": ["1"] },
  ],
  [
    "b.log",
    'level=info user.name="Ines Falk" email=a@b.de\nnothing here\n',
    { level: ["info"], "user.name": ["Ines Falk"], email: ["a@b.de"] },
  ],
  [
    "c.log",
    '84.17.52.33 - ines [01/Mar/2026:10:00:00 +0100] "GET /a?x=1 HTTP/1.1" 200 12 "-" "curl"\n',
    { client: ["84.17.52.33"], user: ["ines"] },
  ],
  [
    "form.txt",
    "Anmeldung\n\nName: Ines Falk\nVorname ........... Ines\nTelefon:\n030 901820\nNom : Dupont     Prénom : Jean\n**Geburtsdatum:** 03.04.1981\n",
    {
      Name: ["Ines Falk"],
      Vorname: ["Ines"],
      Telefon: ["030 901820"],
      Nom: ["Dupont"],
      Prénom: ["Jean"],
      Geburtsdatum: ["03.04.1981"],
    },
  ],
  ["form.ja.txt", "氏名：山田太郎\n電話番号：090-1234-5678\n", { 氏名: ["山田太郎"], 電話番号: ["090-1234-5678"] }],
];

describe("a form of records", () => {
  test.each(samples)("in %s is known by its content and name", async (path, text, expected) => {
    expect(await fieldsIn(path, text)).toEqual(expected);
  });

  test("may be cut anywhere", async () => {
    for (const [path, text, expected] of samples) {
      for (const cut of [1, 2, 3, 7, 50])
        expect(await fieldsIn(path, text, cut), `${path} by ${cut}`).toEqual(expected);
    }
  });

  test("that is damaged ends in fields and notices, never in an error", async () => {
    const sample = fc.constantFrom(...samples);
    const damage = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom("", '"', "<", "{", "[", "\n", "\u0000", "&x;", "\uFFFD", "%", ":")),
      { maxLength: 4 },
    );
    const property = fc.asyncProperty(sample, damage, fc.nat(), async ([path, text], changes, end) => {
      let changed = text.slice(0, end % (text.length * 2));
      for (const [at, by] of changes) {
        const position = at % (changed.length + 1);
        changed = changed.slice(0, position) + by + changed.slice(position + 1);
      }
      const pieces = await piecesOf(path, changed);
      for (const piece of pieces)
        if (piece.kind === "field") expect(piece.values.distinct.length).toBe(piece.values.rows.length);
    });
    await fc.assert(property, { seed: 7, numRuns: 400 });
  });
});

test.each<[string, string, string]>([
  ["bad.yaml", "a: [1\nb: {\n", "looks like YAML; not well formed at line 2, column 1, so that fields may be missing"],
  ["bad.toml", "x = = 3", "looks like TOML; read as text, because it is not well formed at line 1, column 5"],
  [
    "bad.xml",
    '<?xml version="1.0"?>\n<a><b>Ines</b>\n<c>x</d></a>',
    "looks like XML; not read as records from line 3, column 8",
  ],
  ["bad.vcf", "hello", "its name says vCard, but its content is something else; read as text only"],
])("%s has a notice that says where", async (path, text, reason) => {
  expect(await noticesIn(path, text)).toEqual([reason]);
});

test("aliases of YAML that multiply, and entities of XML, are not expanded without end", async () => {
  const level = (name: string, below: string) => `${name}: &${name} [${`*${below},`.repeat(20)}]\n`;
  const bomb = `a: &a [x]\n${"bcdefghi"
    .split("")
    .map((name, at) => level(name, "abcdefgh".charAt(at)))
    .join("")}`;
  expect((await noticesIn("bomb.yaml", bomb)).join()).toMatch(/more than 200000 values/);
  const entities =
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "boo"><!ENTITY y SYSTEM "file:///etc/passwd">]><a><b>&x;&y;</b></a>';
  expect(await fieldsIn("a.xml", entities)).toEqual({ "a.b": ["&x;&y;"] });
});

test("a text with one label only, or with source code, is no form", async () => {
  expect(await fieldsIn("a.txt", `${"Some prose without labels.\n".repeat(20)}Note: this is a remark\n`)).toEqual({});
  expect(await fieldsIn("a.py", "name: str = 'x'\nemail: str = 'y'\n")).toEqual({});
});
