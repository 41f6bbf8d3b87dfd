import { describe, expect, test } from "vitest";
import { fieldsIn } from "../../testing/files/file-items.ts";

const samples: readonly (readonly [what: string, path: string, text: string, expected: Record<string, string[]>])[] = [
  [
    "JSON inside a string of JSON lines, as Docker logs",
    "docker.log",
    '{"log":"{\\"firstName\\":\\"Ines\\",\\"n\\":1}\\n","stream":"stdout"}\n{"log":"plain\\n","stream":"stdout"}\n',
    { "log.firstName": ["Ines"], "log.n": ["1"], log: ["plain\n"], stream: ["stdout"] },
  ],
  [
    "JSON in the cells of a table",
    "events.csv",
    'id,payload\n1,"{""first_name"":""Ines"",""mail"":""a@b.de""}"\n2,"{""first_name"":""Jo""}"\n3,"[1, 2"\n',
    { id: ["1", "2", "3"], payload: ["[1, 2"], "payload.first_name": ["Ines", "Jo"], "payload.mail": ["a@b.de"] },
  ],
  [
    "the second line of a DATEV export",
    "datev.csv",
    '"EXTF";700;16;"Debitoren/Kreditoren";5;2024;;"RE"\nKonto;Name;Vorname;Ort;Telefon\n10000;"Fälk";"Ines";"Berlin";"030 901820"\n10001;"Pohl";"Jonas";"Köln";""\n',
    { Name: ["Fälk", "Pohl"], Vorname: ["Ines", "Jonas"], Telefon: ["030 901820"] },
  ],
  [
    "a table that psql printed",
    "psql.txt",
    " id | first_name | email  \n----+------------+--------\n  1 | Ines       | a@b.de\n  2 | Jonas      | c@d.de\n(2 rows)\n",
    { first_name: ["Ines", "Jonas"].map((name) => ` ${name.padEnd(10)} `), email: [" a@b.de", " c@d.de"] },
  ],
  [
    "a chat of WhatsApp on an iPhone",
    "_chat.txt",
    "[12.03.24, 10:15:32] Ines Falk: Hallo\nzweite Zeile\n\u200e[12.03.24, 10:16:01] +49 171 2345678: \u200eBild weggelassen\n[12.03.24, 10:17:01] Teamchat: x\n",
    { "from.full name": ["Ines Falk"], "from.phone": ["+49 171 2345678"], "from.display name": ["Teamchat"] },
  ],
  [
    "a chat of WhatsApp on Android",
    "WhatsApp Chat.txt",
    "12.03.24, 10:15 - Nachrichten sind verschlüsselt.\n12.03.24, 10:15 - Ines Falk: Hallo\n3/12/24, 10:16 PM - Jonas Pohl: Danke: sehr\n",
    { "from.full name": ["Ines Falk", "Jonas Pohl"] },
  ],
  [
    "attributes of SAML",
    "saml.xml",
    '<a:Response xmlns:a="u"><a:Attribute Name="givenName"><a:AttributeValue>Ines</a:AttributeValue></a:Attribute></a:Response>',
    { "Response.Attribute.givenName": ["Ines"] },
  ],
  [
    "keys and values of a property list",
    "a.plist",
    '<?xml version="1.0"?><plist><dict><key>firstName</key><string>Ines</string><key>home</key><dict><key>city</key><string>Köln</string></dict></dict></plist>',
    { "plist.dict.firstName": ["Ines"], "plist.dict.home.city": ["Köln"] },
  ],
  [
    "names and values in elements of their own",
    "form.xml",
    "<form><item><name>email</name><value>a@b.de</value></item><item><name>Ines</name><age>9</age></item></form>",
    { "form.item.email": ["a@b.de"], "form.item.age": ["9"] },
  ],
  [
    "rows in lists, with the names in the first one",
    "rows.json",
    '{"range":"A1","values":[["first_name","email"],["Ines","a@b.de"],["Jonas","c@d.de"]]}',
    { "values[].first_name": ["Ines", "Jonas"], "values[].email": ["a@b.de", "c@d.de"] },
  ],
  [
    "rows in lists without names",
    "plain-rows.json",
    '[["Ines","a@b.de"],["Jonas","c@d.de"]]',
    { "[][]": ["Ines", "a@b.de", "Jonas", "c@d.de"] },
  ],
  [
    "rows in lists, with the names beside them",
    "split.json",
    '{"columns":["first_name","id"],"index":[0,1],"data":[["Ines",1],["Jonas",2]]}',
    { "data[].first_name": ["Ines", "Jonas"], "data[].id": ["1", "2"] },
  ],
  [
    "lists of values without names",
    "points.json",
    '{"coordinates":[[[13.4,52.5],[13.5,52.6]]],"tags":[["red","blue"],["green","red"]]}',
    { "coordinates[][][]": ["13.4", "52.5", "13.5", "52.6"], "tags[][]": ["red", "blue", "green"] },
  ],
];

describe("the fields of exports that programs write", () => {
  test.each(samples)("%s", async (_, path, text, expected) => {
    expect(await fieldsIn(path, text)).toMatchObject(expected);
  });

  test("a log of times and colons is not a chat", async () => {
    const log = "12.03.24, 10:15 - connection pool: ready\n12.03.24, 10:16 - server: listening\n";
    expect(Object.keys(await fieldsIn("a.txt", log))).toEqual([]);
  });

  test("the end of a sentence before a colon is not a label", async () => {
    const changes =
      "  * Drop it (Helmut\n    Grohne). Addresses: #12.\n    the upload of Pohl. Address: #13.\n  * Use it\n";
    expect(await fieldsIn("changelog", changes)).toEqual({});
  });

  test("lines of code in a manual are not a form", async () => {
    const manual = "# Use\n\n```\nconst Player = z.object({\n  username: z.string(),\n  name: z.string(),\n});\n```\n";
    expect(await fieldsIn("README.md", manual)).toEqual({});
  });
});
