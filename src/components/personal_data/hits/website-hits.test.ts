import { expect, test } from "vitest";
import { shippedKit } from "../../../testing/shipped-rules.ts";
import { makeKit } from "../analyse.ts";
import { personalDataConfig } from "../config.ts";
import { scanText } from "../scan.ts";

const kit = await shippedKit();
const sitesIn = (text: string, used = kit): readonly string[] =>
  scanText(text, used)
    .filter(({ recogniser }) => recogniser === "personal_url")
    .map(({ span }) => text.slice(span.start, span.end));

test.each([
  ["Ines Falk\nE-mail: ines@falk.eu\nWebsite:\nhttp://www.falk-yoga.eu/\n", "http://www.falk-yoga.eu/"],
  ["Falk Yoga GmbH\nHauptstraße 12, 10115 Berlin\nTel. +49 30 901820\nWeb: falk-yoga.de", "falk-yoga.de"],
  ["Ines Falk\n+49 30 901820 | ines@falk.eu\nwww.falk-yoga.eu\n", "www.falk-yoga.eu"],
  ["Strona www: https://falk.pl; tel. +48 22 123 45 67; ines@falk.pl", "https://falk.pl"],
  ["My website is https://falk-yoga.eu.", "https://falk-yoga.eu"],
  ["Meine Webseite ist www.falk-yoga.de", "www.falk-yoga.de"],
])("the website of a contact is found in %j", (text, site) => expect(sitesIn(text)).toEqual([site]));

test.each([
  "See https://muster.de/manual for more.",
  "Website: https://muster.de",
  "Ines Falk wrote to ines@falk.eu and read\nhttps://muster.de/manual\nlast week.",
  "Ines Falk, ines@falk.eu: the page https://muster.de/manual helps.",
  'const a = {};\nconst b = () => {};\nlet c = [];\nexport { a };\nemail("ines@falk.eu");\n// Website: www.muster.de\n// Tel. +49 30 901820',
])("%j holds no website of a contact", (text) => expect(sitesIn(text)).toEqual([]));

test("a configuration without the recogniser finds no website", () => {
  const without = makeKit(personalDataConfig.parse({ recognisers: { exclude: ["personal_url"] } }), kit.rules);
  expect(sitesIn("My website is https://falk-yoga.eu.", without)).toEqual([]);
});
