import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { postalAddress } from "./index.ts";

const found = (text: string): readonly string[] =>
  [...postalAddress.find(text)].filter(({ score }) => score >= 0.5).map(({ start, end }) => text.slice(start, end));

/** One a line; brackets mark the address, and `\\n` a line break. */
const addresses = String.raw`
[10 Downing Street, London SW1A 2AA]
[Flat 3, 12 High Street, Little Snoring, Fakenham, Norfolk NR21 0JL]
ship to [1600 Pennsylvania Avenue NW, Washington, DC 20500], please
[742 Evergreen Terrace, Springfield, OR 97403-1234, USA]
[350 Fifth Ave., Suite 3300, New York, NY 10118]
[PO Box 1234, Melbourne VIC 3001]
[5/12 George Street, Sydney NSW 2000, Australia]
[12 O'Connell Street, Dublin 1, D01 F5P2, Ireland]
[200 Wellington St W, Toronto, ON M5V 3C7, Canada]
Ich wohne in der [Hauptstraße 12, 10115 Berlin].
Sie zog in die [Karl-Marx-Allee 5a, D-10178 Berlin] um.
[Lange Straße 5-7, 76530 Baden-Baden, Deutschland]
[Am Markt 3, 28195 Bremen]
[Alte Heide 12, 80805 München]
[Straße des 17. Juni 135, 10623 Berlin]
[Mariahilfer Straße 45/2/13, 1060 Wien, Österreich]
[Bahnhofstrasse 21, CH-8001 Zürich]
[Postfach 12 34, 10115 Berlin]
[12 rue de la Paix, 75002 Paris]
[12 bis, avenue des Champs-Élysées, 75008 Paris, France]
J'habite au [45 bd Voltaire, 75011 Paris].
[Rue de la Loi 16, 1000 Bruxelles]
[Keizersgracht 123, 1015 CJ Amsterdam]
[Damrak 1, 1012 LG Amsterdam, Nederland]
[Meir 12 bus 3, 2000 Antwerpen, België]
[2, rue du Fossé, L-1536 Luxembourg]
[Via Giuseppe Verdi 10, 00184 Roma RM]
[Piazza del Duomo, 1, 20121 Milano (MI), Italia]
[Calle Mayor, 5, 3º B, 28013 Madrid]
[C/ Gran Vía 28, 28013 Madrid, España]
[Avda. de la Constitución 12, 41001 Sevilla]
[Rua Augusta 123, 2.º Esq., 1100-048 Lisboa]
[ul. Marszałkowska 10/12 m. 5, 00-590 Warszawa]
[os. Złotego Wieku 5, 31-618 Kraków, Polska]
[Václavské náměstí 1, 110 00 Praha 1]
[Dlouhá 12, 110 00 Praha]
[Hlavná 12, 811 01 Bratislava, Slovensko]
[1051 Budapest, Petőfi Sándor utca 5.]
[Andrássy út 12, 1061 Budapest]
[Str. Lalelelor nr. 5, bl. A3, ap. 12, 030167 București]
[Bulevardul Unirii 10, Sector 3, București 030833, România]
[ул. Витоша 15, 1000 София]
[Λεωφόρος Κηφισίας 12, 115 26 Αθήνα]
[Ερμού 25, 105 63 Αθήνα]
[Drottninggatan 45, 111 21 Stockholm]
[Storgatan 5B, SE-903 26 Umeå, Sverige]
[Karl Johans gate 22, 0162 Oslo]
[Vestergade 12, 3. tv, 1456 København K]
[Nørrebrogade 5, 2200 København N, Danmark]
[Mannerheimintie 12 A 5, 00100 Helsinki]
[Narva mnt 5, 10117 Tallinn]
[Brīvības iela 12-5, Rīga, LV-1010]
[Gedimino pr. 9, LT-01103 Vilnius]
[Slovenska cesta 34, 1000 Ljubljana]
[Ulica grada Vukovara 12, 10000 Zagreb]
[Ilica 5, 10000 Zagreb, Hrvatska]
[Bağdat Caddesi No: 120 D: 5, 34710 Kadıköy İstanbul]
[Atatürk Bulvarı No:15, 06680 Çankaya, Ankara, Türkiye]
[Rua das Flores, 123, apto 45, Centro, Curitiba - PR, 80010-000]
[Avenida Paulista, 1578 - Bela Vista, São Paulo - SP, 01310-200]
[Av. Insurgentes Sur 123, Col. Roma, 06700 Ciudad de México, CDMX]
[1-2-3 Shibuya, Shibuya-ku, Tokyo 150-0002]
[12, MG Road, Indiranagar, Bengaluru 560038]
[Laugavegur 12, 101 Reykjavík]
[Triq ir-Repubblika 12, Valletta VLT 1117, Malta]
Ines Falk\n[Hauptstraße 12\n10115 Berlin]\nTel. 030 901820
Ms A. Example\n[12 High Street\nOxford\nOX1 2JD\nUnited Kingdom]
M. Dupont\n[12 rue de la Paix\n75002 Paris\nFRANCE]
The address of Persint is [6750 Koskikatu 25 Apt. 864\nArtilleros\n, CO\n Uruguay 64677]
update my new address is [PSC 6293, Box 8158\nAPO AP 04336]
bill to [Unit 4719 Box 7394\nDPO AP 70942] in case
Can you please validate the following? [51709 Spinatsch 94 Apt. 615 Moosleerau Switzerland]
sent to [1737 Cheriton Dr Reuquén Extensions\n Apt. 724\n Hibberdene\n South Africa 68793]?
It's in [0269 Stensås terrasse 38\n Suite 621\n ARENDAL\n Norway]
[20789 Allika 46\n Suite 501\n Riisa\n\n Estonia 62488]
meet at [25615 Tawastintie 72 Apt. 004\nKNIVSTA, nan 18237] after the concert.
[633 Strada Provinciale 65 22 Suite 455\nGossau\n, nan\n 65662]
[233 Erzsébet tér 19.\n Suite 282\n Domoszló\n Hungary 34796]
Bus is on [Villacher Strasse 89].
[г. Москва, ул. Ленина, д. 5, кв. 3]
[вул. Хрещатик 22, 01001 Київ, Україна]
[10 Rue Sainte-Catherine Ouest, Montréal (Québec) H3B 1A7]
[Postboks 123 Sentrum, 0102 Oslo]
[Box 123, 114 79 Stockholm]
[BP 123, 75001 Paris]
[123 Main St\nSpringfield, IL 62704]
[4 Privet Drive, Little Whinging, Surrey]
[8 Oberbrunner Approach, Long Crendon, PH11 5RA]
of [30 Strand Road, Bray, A98 H4O3]
[0462 Kistamás, Reviczky sor 9]
[Fehér lakótelep 32, 8522 Kőszeg]
[Сосновая пл., 113, Волгодонск, 347360]
[Undre Kyrkvägen 36, 932 08 Norrvik]
[Cesta dveh cesarjev 67, 1000 Ljubljana]
Julia\n[Pri Bielom kríži 32\n831 02 Bratislava]
Anik\n[131 Rue des fourches\n7861 Zoug]
bezorgd op [van den Boschplantsoen 936 III, 9810 OI Haren].
meet at [the corner of High Street and 12 Church Lane] at noon
wartet [Ecke Lange Gasse und Ringstraße 5].
ship it to: [605 king street apt. 99\nspringfield, oh 45501]
[unit 1009 box 0219\ndpo ap 51065]
Mia lives at [92597 Jahu 80, Liiva]
Anschrift: [Rosenhag 4, Olten]
he lives at [5 Fernleigh, Bath]
`;

const lines = (list: string): readonly string[] =>
  list
    .trim()
    .split("\n")
    .map((line) => line.replaceAll("\\n", "\n"));

describe("a postal address is one finding from its first part to its last", () => {
  test.each(lines(addresses))("%j", (marked) => {
    const [start, end] = [marked.indexOf("["), marked.indexOf("]") - 1];
    const text = marked.replace("[", "").replace("]", "");
    const spans = found(text).map((address) => {
      const at = text.indexOf(address);
      const shared = Math.min(at + address.length, end) - Math.max(at, start);
      return shared / (Math.max(at + address.length, end) - Math.min(at, start));
    });
    expect(spans).toHaveLength(1);
    expect(spans[0]).toBeGreaterThanOrEqual(0.9);
  });
});

const others = String.raw`
version 10.2.3 and 5 Star Road show
Section 12 Main
there are 100 ways to leave
Art. 6 GDPR, 2016 Regulation
see Table 12, 2019 Edition
Windows 10, 2019 Edition
on June 12, 2024 Berlin hosted
Chapter 5, Page 12, Figure 3
const x = 12; Foo 5, 10 Bar
12 Angry Men
The 5 Star Hotel
In 2019 Berlin had 3.6 million people
The company sold 500 Units in March 2024
Supermarkt 5 hat geöffnet
Nürnberg 1 - Hamburg 2
Python 3, 2020 Conference
Order 12345 Anna Schmidt
5 Court cases
Article 12 Paragraph 3
24 Hours of Le Mans
Room 12, 2nd floor
Gate 5, 10115 passengers
a 20 Mile Drive along the coast
Super Bowl 50, 2016 Season
We met 3 Park rangers
Level 3 Support
ICE 123 Berlin - München
Nach 5 Jahren Arbeit
Top 10 Streets in Paris
COVID 19, 2020 Report
Boeing 747, 1970 Launch
100 Green Street lamps
Formel 1, 2020 Saison
at line 12 In file main.ts
3 Kings Road Trip
Route 66, 2020 Tour
int a = 10 Street
In 2017, Allstate Insurance Group invested
Copyright 2007 IBM Corp.\n 2008 Novell, Inc
12 Points, 10 Seconds, 5 Rounds
Der ICE 5 hält um 10:15 in Hamburg
le 14 juillet 1969 à Paris
el 5 de mayo de 2024 en Madrid
const [a, b] = [12, 34]; // Line 12, Column 5
Nummer 12, 2024 Ausgabe
v. 12, no. 3, 2011 Springer
Kapitel 12, 1980 Verlag
During 2017, Acme Corp invested
IP address: Host 5
at the corner of art and science 5 people met
see you at 5 park lane tomorrow
i bought 12 apple pies for the main road race
Version der 3, 10115 Berliner kamen
`;

describe("a number beside capitalised words is no address by itself", () => {
  test.each(lines(others))("%j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test.each([
  "GET https://a.de/en - HTTP 307\nUNDICI 16241: connecting",
  "CVE 2024\nPID 16241",
  "ISO 9001\nDIN 55350",
  "- Fix PR 29972, inconsistent format",
  "Closes #10359\nThomas1664 on github",
  "started with HTTP/1.1 via TCP and",
  "Free Software\n# Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301\n# USA",
])("%j is a log and no street", (text) =>
  expect([...postalAddress.find(text)].filter(({ score }) => score >= 0.5)).toEqual([]),
);

test("a street alone has a score that a word before it raises, if its name may count something", () => {
  const scores = ["on 90 Whitchurch Road and", "100 Green Street lamps", "Hauptstraße 12"].map(
    (text) => [...postalAddress.find(text)][0]?.score,
  );
  expect(scores).toEqual([0.45, 0.45, 0.6]);
});

test("the notes name the parts and nothing of the address", () => {
  const [span] = postalAddress.find("Hauptstraße 12, 10115 Berlin, Deutschland");
  expect(span?.notes).toEqual(["street with a number", "postal code", "city", "country"]);
});

test("a text of a hundred thousand numbers and names is read in time that grows with its length", () => {
  const hostile = ["12 ", "Berlin 5, ", "Straße ", "1 A, ", "10115 B, ", "St. 5 ", "\n12 rue de la "];
  for (const piece of hostile) {
    const seconds = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const start = performance.now();
      for (const _ of postalAddress.find(text));
      return (performance.now() - start) / 1000;
    };
    expect(seconds(100_000), piece).toBeLessThan(2);
  }
});

test("spans lie in the text, in its order, without overlaps", () => {
  const piece = fc.constantFrom(
    "12",
    "Hauptstraße",
    "High",
    "Street",
    ",",
    " ",
    "\n",
    "10115",
    "Berlin",
    "rue",
    "Apt. 5",
    "ul.",
    "PO Box",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join(" ");
      let last = 0;
      for (const { start, end } of postalAddress.find(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("pairs of digits before a letter are an identifier and no house number", () => {
  const spans = [...postalAddress.find("NI number: QQ 12 34 56 C. My name is Bo.")];
  expect(spans.filter(({ score }) => score >= 0.5)).toEqual([]);
});
