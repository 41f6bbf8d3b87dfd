import { describe, expect, test } from "vitest";
import { readShippedRules } from "../../../testing/shipped-rules.ts";
import { makeKit } from "../analyse.ts";
import { personalDataConfig } from "../config.ts";
import { factKinds } from "../facts/index.ts";
import { compileRules } from "../rules.ts";
import { scanText } from "../scan.ts";

const rules = compileRules(await readShippedRules());
const kit = makeKit(personalDataConfig.parse({}), rules);

const factsIn = (text: string, used = kit) =>
  scanText(text, used).filter(({ recogniser }) => factKinds.some((kind) => kind === recogniser));
const shown = (text: string, used = kit): readonly string[] =>
  factsIn(text, used).map(({ recogniser, span }) => `${recogniser}: ${text.slice(span.start, span.end)}`);

const lines = (list: string): readonly string[] => list.trim().split("\n");

/** One a line, the facts behind the arrow; `\\n` is a line break. */
const said = String.raw`
She is 34 years old and lives in Porto. -> age: 34, residence: Porto
A 34-year-old woman was injured. -> age: 34
The victim, aged 34, died. -> age: 34
My father retired at the age of 61. -> age: 61
I'm 31 y/o. -> age: 31
Anna Schmidt, 34, said it was fine. -> age: 34
Anna Schmidt (34) sagte nein. -> age: 34
Die 34-jährige Patientin klagt. -> age: 34
Der 45-jährige Thomas Müller wurde verletzt. -> age: 45
Er starb im Alter von 81 Jahren. -> age: 81
Marie Dupont, âgée de 34 ans, habite à Lyon. -> age: 34, residence: Lyon
J'ai 42 ans et je travaille chez Renault. -> age: 42, employment: Renault
María tiene 34 años y vive en Sevilla. -> age: 34, residence: Sevilla
Mio padre ha 71 anni e abita a Torino. -> age: 71, residence: Torino
Een 45-jarige vrouw raakte gewond. -> age: 45
Hij is 34 jaar en woont in Utrecht. -> age: 34, residence: Utrecht
45-letnia kobieta mieszka w Krakowie. -> age: 45, residence: Krakowie
A minha filha tem 12 anos e mora em Braga. -> age: 12, residence: Braga
She is Italian. -> nationality: Italian
The Dutch citizen was arrested. -> nationality: Dutch
Er ist deutscher Staatsbürger. -> nationality: deutscher
Elle est de nationalité belge. -> nationality: belge
Ciudadano español, nacido en Cádiz. -> nationality: español, residence: Cádiz
È cittadina italiana, nata a Bari. -> nationality: italiana, residence: Bari
Zij heeft de Nederlandse nationaliteit. -> nationality: Nederlandse
Jest obywatelem polskim. -> nationality: polskim
Tem nacionalidade portuguesa. -> nationality: portuguesa
The German tennis player Boris Becker won. -> nationality: German
I'm Naomi Ryan, originally from Ghent. -> residence: Ghent
Ich wohne in Frankfurt am Main. -> residence: Frankfurt am Main
Frau Keller wurde in Köln geboren. -> residence: Köln
Anna kommt aus Graz. -> residence: Graz
Il est né à Saint-Étienne. -> residence: Saint-Étienne
Jan Kowalski, zamieszkały w Gdańsku -> residence: Gdańsku
Anna Schmidt from Berlin said so. -> residence: Berlin
I work for Aunt Bertha Inc -> employment: Aunt Bertha Inc
Ines Falk, CEO of Nordwind GmbH, resigned. -> employment: CEO, employment: Nordwind GmbH
The CEO of Nordwind, Ines Falk, resigned. -> employment: Nordwind
Er arbeitet bei Siemens AG. -> employment: Siemens AG
Trabajo para Telefónica S.A. -> employment: Telefónica S.A.
Zij werkt bij Philips. -> employment: Philips
Ines Falk\nSenior data engineer\nNordwind -> employment: Senior data engineer
Ines Falk, the Packager, said: no -> employment: Packager
my zip code is 35350 -> residence: 35350
I used to work for Acme Group as rolling machine operator, but quit. -> employment: Acme Group, employment: rolling machine operator
She worked as a software engineer until 2020. -> employment: software engineer
Anna Schmidt is from Civic Impulse LLC. -> employment: Civic Impulse LLC
Anna Schmidt from 3 Round Stones Inc is here. -> employment: 3 Round Stones Inc
We moved here from Uruguay. -> residence: Uruguay
Er arbeitet als Ingenieur bei Siemens AG. -> employment: Ingenieur, employment: Siemens AG
Er ist nach Hamburg gezogen. -> residence: Hamburg
Elle travaille comme infirmière chez Renault. -> employment: infirmière, employment: Renault
Elle a déménagé à Nantes. -> residence: Nantes
Ella trabaja como ingeniera en Telefónica. -> employment: ingeniera, employment: Telefónica
Juan Pérez se mudó a Valencia. -> residence: Valencia
Marco Rossi lavora come avvocato presso Fiat. -> employment: avvocato, employment: Fiat
Marco Rossi è originario di Bari. -> residence: Bari
Jan de Vries is verhuisd naar Breda. -> residence: Breda
Jan Kowalski, prezes firmy Acme, powiedział nie. -> employment: prezes, employment: Acme
Jan Kowalski przeprowadził się do Gdańska. -> residence: Gdańska
Ele trabalha como médico. -> employment: médico
`;

describe("what is said of a person is found", () => {
  test.each(lines(said).map((line) => line.split(" -> ")))("%s", (text = "", facts) => {
    expect(shown(text.replaceAll("\\n", "\n")).join(", ")).toBe(facts);
  });
});

const ofNobody = `
The Dutch economy grew.
Berlin is a city in Germany.
We have 34 years of experience.
The service works at scale.
This bridge is 34 years old.
A 34-year-old building burned down.
34-jährige Erfahrung im Anlagenbau
Vertrag mit 10-jähriger Laufzeit
Das Unternehmen ist 34 Jahre alt.
il y a 34 ans
Un contrat de 10 ans
una experiencia de 20 años
un mutuo di 30 anni
L'entreprise a 34 ans
De brug is 34 jaar oud.
5 jaar garantie
kredyt na 30 lat
I work with Git every day.
The package is from GitHub.
The company was born in Turin.
The company is based in Berlin.
He speaks Italian and French.
She teaches Spanish.
The French restaurant opened.
Die Deutsche Bahn streikt.
La cuisine française est bonne.
turned 90 degrees
He turned 5 pages
State lives in Redux.
Er lebt in Frieden.
I joined in March.
aged 12 months cheese
children at the age of 6 or above
Anna Schmidt from HR called.
Anna Schmidt of course agreed
Anna Schmidt, 12 Main Street
El proyecto vive en GitHub.
Il cloud vive in Amazon
The head of Engineering will decide.
`;

describe("what is said of things, or of nobody, is left alone", () => {
  test.each(lines(ofNobody))("%s", (text) => {
    expect(shown(text)).toEqual([]);
  });
});

test("nationality is no ethnic origin", () => {
  const found = scanText("She is Turkish. Staatsangehörigkeit: türkisch", kit);
  expect(found.map(({ compiled }) => compiled.rule.category)).toEqual(["nationality", "nationality"]);
});

test("a fact alone is never a certain match, and one of a named person scores higher than one of a pronoun", () => {
  const [ofNamed] = factsIn("Anna Schmidt lives in Berlin.");
  const [ofSomeone] = factsIn("She lives in Berlin.");
  expect([ofNamed?.score, ofSomeone?.score].map((score) => score?.toFixed(2))).toEqual(["0.75", "0.60"]);
});

test("a recogniser of facts that is excluded finds nothing", () => {
  const without = makeKit(personalDataConfig.parse({ recognisers: { exclude: ["age", "residence"] } }), rules);
  expect(shown("She is 34 years old, Italian and lives in Porto. He is Italian.", without)).toEqual([
    "nationality: Italian",
  ]);
});

test("long runs of triggers are read in time that grows with their length", () => {
  for (const piece of [
    "lives in ",
    "is 34 years ",
    "works at ",
    "CEO of A ",
    "She is an Italian ",
    "né à ",
    "Anna Falk, the a ",
  ]) {
    const text = piece.repeat(60_000 / piece.length);
    const start = performance.now();
    factsIn(text);
    expect(performance.now() - start, piece).toBeLessThan(6000);
  }
});
