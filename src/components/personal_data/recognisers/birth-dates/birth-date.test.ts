import { describe, expect, test } from "vitest";
import { birthDate } from "./index.ts";

const found = (text: string): readonly string[] =>
  [...birthDate.find(text)].map(({ start, end }) => text.slice(start, end));
const lines = (list: string): readonly string[] =>
  list
    .trim()
    .split("\n")
    .map((line) => line.replaceAll("\\n", "\n"));

/** One a line; brackets mark the date, and `\\n` a line break. */
const births = String.raw`
His name is Peter and his birthdate is on [3/4/1981].
Geburtstag: [14.07.1969]
nato il [03/04/1981]
data urodzenia [1981-04-03]
ημερομηνία γέννησης [03/04/1981]
birthday: [April 3, 1981]
birth_date=[1981-04-03]
date de naissance : [03/04/1981]
Date of birth [21-MAY-1974]
Frau Sand, geb. [14.7.69], wohnt hier
Mia Roth, geb. am [3. Mai 1981] in Köln
geboren in Köln am [03.04.1981]
née à Paris le [14 juillet 1969]
né le [1er avril 1970]
nata a Roma il [3 aprile 1981]
nacido en Madrid el [14 de julio de 1969]
fecha de nacimiento: [14/07/1969]
F. Nac.: [14-07-1969]
nascido a [14 de julho de 1969]
Data de nascimento: [14/07/1969]
geboren op [14 juli 1969] te Utrecht
Geboortedatum: [14-07-1969]
urodzony w Krakowie [3 kwietnia 1981] roku
ur. [3.04.1981] w Krakowie
narozen [14. července 1969]
nar. [4. 9. 1974]
Dátum narodenia: [17. 5. 1946]
született [1969. július 14.] Budapesten
Születési idő: [1969.07.14.]
[1969. július 14]-én született
Data nașterii: [14.07.1969]
născut la [14 iulie 1969]
роден на [14 юли 1969]
Дата на раждане: [14.07.1969]
γεννήθηκε στις [14 Ιουλίου 1969]
född den [14 juli 1969]
Födelsedatum: [1969-07-14]
født [14. juli 1969]
Fødselsdato: [14.07.1969]
syntynyt [14.7.1969]
Syntymäaika: [14.7.1969]
sündinud [14. juulil 1969]
Sünniaeg: [14.07.1969]
dzimis [1969. gada 14. jūlijā]
Dzimšanas datums: [17.01.1986]
gimęs [1969 m. liepos 14] d.
Gimimo data: [1969-07-14]
rojen [14. julija 1969] v Ljubljani
Datum rojstva: [14. 7. 1969]
rođen [14. srpnja 1969.] u Zagrebu
datum rođenja: [19.11.1954]., adresa
fædd [14. júlí 1969]
doğum tarihi: [17.12.1955], adres
[14 Temmuz 1969] doğumlu
родился [14 июля 1969] года
Дата рождения: [25.12.1956]
Дата народження: [25.12.1956]
生年月日：[1969年7月14日]
DOB|[07/14/1969]|F
DOB: [19690714]
Ines Falk (*[14.07.1969])
Ines Falk, * [14. Juli 1969] in Ulm
Anna Example (b. [1969]) is
Anna Example (born [1969])
she was born in [1969]
Date of birth\n[14.07.1969]
D.O.B. [14/07/69]
John (born [14 July 1969]) and
her birthday was on [3/4/1981]
born: [1969-07-14]T00:00:00
Data urodzenia: [01.01.1960]
Schüler: Mia Roth, [10. Mai 2014], Klasse 4b
Schueler: Mia Roth, [10. Mai 2014], Klasse 4b
Élève : Mia Durand, [14/05/2014]
Patient: Ines van den Berg ([14.07.1969])
Pacjent: Jan Nowak, [3.04.1981]
`;

describe("a date is a date of birth if the words around it say so", () => {
  test.each(lines(births))("%j", (marked) => {
    const date = /\[(.*)\]/su.exec(marked)?.[1] ?? "";
    expect(found(marked.replace(`[${date}]`, date)).map((one) => one.replace(/\.$/, ""))).toEqual([
      date.replace(/\.$/, ""),
    ]);
  });
});

const others = `
the idea was born in 2012
reborn 2012-06-16, meeting on 2012-06-16
birthday party on 3/4/2024
The company was born on 3 May 2012
founded 14.07.1969
established on 14 July 1969
Birthday sale from 01.02.2024
* 14.07.2024 Meeting
invoice date 14.07.1969
He was hired on 14.07.2019, born somewhere
Geburtstagsfeier am 14.07.2024
2024-07-14 12:30:11 birth of service
born to be wild, released 14 July 1969
due date 1969-07-14
see p. 5, b. 2012-06-16x
gest. 14.07.1969
Das Projekt wurde geboren am 03.04.2012
Date of birth is required. Updated 14.07.2024
last updated: 03/04/1981
Error born at 2024-01-02 10:11:12
date of issue 03.04.2014
valid until 03.04.2030
n. 12.03.2024 del registro delle fatture
Patient: Ines Falk, 14.07.2024 um 10 Uhr
Kunde: Ines Falk, 14.07.2024
Patient: geheilt, 14.07.2024
`;

describe("any other date is none", () => {
  test.each(lines(others))("%j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

test("long runs of cues and dates are read in time that grows with their length", () => {
  for (const piece of ["born ", "geb. am ", "1.1.2000 ", "born on 1.1.2000 ", "b. b. ", "12 de ", "1969. "]) {
    const text = piece.repeat(100_000 / piece.length);
    const start = performance.now();
    for (const _ of birthDate.find(text));
    expect(performance.now() - start, piece).toBeLessThan(3000);
  }
});
