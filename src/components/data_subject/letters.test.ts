import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  type DataSubjectFinding,
  type PersonalDataFinding,
  personalDataFinding,
  standardInput,
} from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { dataSubject, dataSubjectConfig } from "./index.ts";

const shipped = fileURLToPath(new URL("../rulesets/data_subjects.yaml", import.meta.url));
const limits = { truncated: false, notices: [] };
const source = { kind: "filesystem" as const, connector: "filesystem", location: "./files" };
const locator = { kind: "file" as const, path: "a.txt" };

/** The subjects of a letter in which a name was found. */
async function subjectsOf(content: string): Promise<readonly string[]> {
  const text = { id: "a.txt#1", kind: "text" as const, content, locator };
  const name: PersonalDataFinding = {
    id: "0".repeat(64),
    category: "name",
    special_category: false,
    rule: "person_name",
    score: 0.9,
    confidence: "high",
    locator,
    matches: { count: 1, distinct: 1, sample: 1, share: 1 },
    evidence: [],
    explain: { base: 0.7, signals: [], vetoes: [] },
  };
  const summary = { findings: 1, special_category: 0, by_category: {}, by_confidence: {}, items: 1, characters: 1 };
  const analysis = { ruleset: { uri: "local/x/1.0.0", digest: "d" }, limits };
  const context = fakeContext({
    config: dataSubjectConfig.parse({ ruleset: shipped }),
    inputs: {
      standard_input: inputOf(standardInput, [{ elements: [text], rest: { name: "a", source, limits, summary: {} } }]),
      personal_data_finding: inputOf(personalDataFinding, [{ elements: [name], rest: { summary, analysis } }]),
    },
  });
  const found: readonly DataSubjectFinding[] = (await collect(dataSubject.process(context))).elements;
  return found.map(({ subject }) => subject).toSorted();
}

test.each([
  ["Sehr geehrte Frau Falk,\n\nvielen Dank für Ihre Bewerbung. Wir melden uns.", "job_applicant"],
  ["Dear Ms Falk,\n\nthank you for your application for the position of clerk.", "job_applicant"],
  ["Madame,\n\nnous avons bien reçu votre candidature.\n\nInes Falk", "job_applicant"],
  ["Herr Jan Falk war bei uns als Buchhalter tätig.", "employee"],
  ["Our employee Ines Falk is on leave until May.", "employee"],
  ["Unsere Patientin Ines Falk wurde am Montag untersucht.", "patient"],
  ["Patiënt: Jan Falk\nBloeddruk 120/80", "patient"],
  ["Pacjentka Anna Falk została przyjęta.", "patient"],
  ["Schüler: Jan Falk, 10. Mai 2014, Klasse 4b", "student"],
  ["L'élève Ines Falk a manqué trois cours.", "student"],
  ["Frau Ines Falk, Mieterin der Wohnung im ersten Stock, hat sich beschwert.", "tenant"],
  ["Le locataire M. Jean Falk n'a pas payé.", "tenant"],
  ["Najemnik Jan Falk ni plačal. Njegova vaša najemnina je zapadla.", "tenant"],
  ["Der Zeuge Jan Falk sagte aus.", "legal_party"],
  ["Ασθενής: Μαρία Παππά", "patient"],
  ["Пациент: Иван Петров", "patient"],
])("%j is about a person of a kind", async (text, subject) => expect(await subjectsOf(text)).toContain(subject));

test.each([
  "She was patient, and he waited for Ines Falk.",
  "The tenant database is on the server of Ines Falk.",
  "He said that she would tell Ines Falk about it.",
  "Kunden und Mieter lesen den Bericht von Ines Falk.",
  "Ask Ines Falk about the student discount.",
])("%j says of nobody what kind of person it is", async (text) => expect(await subjectsOf(text)).toEqual([]));
