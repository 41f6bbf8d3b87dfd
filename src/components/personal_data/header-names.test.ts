import { describe, expect, test } from "vitest";
import { shippedKit } from "../../testing/shipped-rules.ts";
import { readEntity } from "../rules/index.ts";
import { evaluateColumn } from "./column.ts";

const kit = await shippedKit();

/** Returns the columns of a table that are found, with their categories. */
function foundIn(table: string, columns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const entity = readEntity({ name: table, columns }, kit.rules.entities);
  return new Map(
    columns.flatMap((name) => {
      const found = evaluateColumn({ name, family: "text", entity }, { distinct: [], counts: [] }, kit);
      return found.length === 0 ? [] : [[name, found.map(({ compiled }) => compiled.rule.category)] as const];
    }),
  );
}

// Of each language a list of members and one of a surgery, in other words than the labelled lists of the benchmark.
const lists: Readonly<Record<string, readonly [string, string]>> = {
  bg: [
    "Членове: Презиме|Рожден ден|Месторождение|Пощенски код|Постоянен адрес|Мобилен номер|Електронна поща|Членски номер|Професия|Образование",
    "Пациент: ЕГН|Заболявания|Личен лекар|Ваксини|Тегло|Пушач",
  ],
  cs: [
    "Členové: Křestní jméno|Rok narození|Místo narození|Obec|Trvalá adresa|Telefonní číslo|E-mailová adresa|Členské číslo|Povolání|Vzdělání",
    "Pacient: Rodné číslo|Onemocnění|Praktický lékař|Očkování|Hmotnost|Kuřák",
  ],
  da: [
    "Medlemmer: Mellemnavn|Fødselsår|Fødested|Postnr|Bopælsadresse|Mobilnummer|Mailadresse|Medlemsnummer|Erhverv|Uddannelse",
    "Patient: CPR-nr|Sygdomme|Praktiserende læge|Vaccinationer|Vægt|Ryger",
  ],
  de: [
    "Mitglieder: Rufname|Geburtsjahr|Geburtsort|PLZ|Wohnanschrift|Mobilnummer|Mailadresse|Mitgliedsnummer|Beruf|Schulabschluss",
    "Patient: Versichertennummer|Vorerkrankungen|Hausarzt|Impfungen|Gewicht kg|Raucher",
  ],
  el: [
    "Μέλη: Μικρό όνομα|Έτος γέννησης|Τόπος γέννησης|ΤΚ|Διεύθυνση κατοικίας|Κινητό τηλέφωνο|Ηλεκτρονικό ταχυδρομείο|Αριθμός μέλους|Επάγγελμα|Σπουδές",
    "Ασθενής: ΑΜΚΑ|Παθήσεις|Οικογενειακός γιατρός|Εμβολιασμοί|Βάρος|Καπνιστής",
  ],
  en: [
    "Members: Middle name|Year of birth|Place of birth|Zip code|Home address|Cell phone|E-mail address|Membership number|Occupation|Education",
    "Patient: NHS number|Illness|GP name|Vaccinations|Weight|Smoker",
  ],
  es: [
    "Socios: Segundo apellido|Año de nacimiento|Lugar de nacimiento|CP|Domicilio|Teléfono móvil|Correo|Número de socio|Profesión|Nivel de estudios",
    "Paciente: DNI|Enfermedades|Médico de cabecera|Vacunas|Peso|Fumador",
  ],
  et: [
    "Liikmed: Neiupõlvenimi|Sünniaasta|Sünnikoht|Postiindeks|Koduaadress|Mobiilinumber|E-posti aadress|Liikmenumber|Elukutse|Haridus",
    "Patsient: Isikukood|Haigused|Perearst|Vaktsineerimised|Kaal|Suitsetaja",
  ],
  fi: [
    "Jäsenet: Kutsumanimi|Syntymävuosi|Syntymäpaikka|Postitoimipaikka|Kotiosoite|Matkapuhelinnumero|Sähköpostiosoite|Jäsennumero|Ammatti|Koulutus",
    "Potilas: Hetu|Sairaudet|Omalääkäri|Rokotukset|Paino|Tupakointi",
  ],
  fr: [
    "Adhérents: Nom de naissance|Année de naissance|Lieu de naissance|CP|Domicile adresse|Téléphone mobile|Adresse mail|Numéro d'adhérent|Profession|Niveau d'études",
    "Patient: Numéro sécu|Antécédents|Médecin traitant|Vaccins|Poids|Fumeur",
  ],
  ga: [
    "Baill: Ainm baiste|Bliain bhreithe|Áit bhreithe|Éirchód|Seoladh baile|Uimhir fóin|Seoladh ríomhphoist|Uimhir bhallraíochta|Gairm|Oideachas",
    "Othar: PPS|Galair|Dochtúir teaghlaigh|Vacsaíniú|Meáchan|Caiteoir tobac",
  ],
  hr: [
    "Članovi: Djevojačko prezime|Godina rođenja|Mjesto rođenja|Poštanski broj|Adresa stanovanja|Broj mobitela|Adresa e-pošte|Članski broj|Zanimanje|Obrazovanje",
    "Pacijent: OIB|Bolesti|Obiteljski liječnik|Cijepljenje|Težina|Pušač",
  ],
  hu: [
    "Tagok: Születési név|Születési év|Születési hely|Irsz|Levelezési cím|Mobil szám|Email cím|Tagsági szám|Foglalkozás|Iskolai végzettség",
    "Beteg: TAJ|Betegségek|Háziorvos|Oltások|Testsúly|Dohányzik",
  ],
  is: [
    "Félagsmenn: Millinafn|Fæðingarár|Fæðingarstaður|Póstnúmer|Lögheimili|Farsímanúmer|Tölvupóstur|Félagsnúmer|Atvinna|Menntun",
    "Sjúklingur: Kennitala|Sjúkdómar|Heimilislæknir|Bólusetningar|Þyngd|Reykingar",
  ],
  it: [
    "Soci: Secondo nome|Anno di nascita|Luogo di nascita|CAP|Indirizzo di residenza|Telefono cellulare|Indirizzo email|Numero tessera|Professione|Titolo di studio",
    "Paziente: Codice fiscale|Patologie|Medico di base|Vaccinazioni|Peso|Fumatore",
  ],
  lt: [
    "Nariai: Mergautinė pavardė|Gimimo metai|Gimimo vieta|Pašto kodas|Gyvenamosios vietos adresas|Telefono numeris|Elektroninis paštas|Nario numeris|Profesija|Išsilavinimas",
    "Pacientas: Asmens kodas|Ligos|Šeimos gydytojas|Skiepai|Svoris|Rūkymas",
  ],
  lv: [
    "Biedri: Dzimtais uzvārds|Dzimšanas gads|Dzimšanas vieta|Novads|Deklarētā adrese|Tālruņa numurs|E-pasta adrese|Biedra numurs|Profesija|Izglītība",
    "Pacients: Personas kods|Slimības|Ģimenes ārsts|Vakcinācija|Svars|Smēķētājs",
  ],
  mt: [
    "Membri: Kunjom xebba|Sena tat-twelid|Post tat-twelid|Lokalità|Indirizz residenzjali|Numru tal-mowbajl|Indirizz tal-imejl|Numru tal-membru|Professjoni|Edukazzjoni",
    "Pazjent: Karta tal-identità|Mard|Tabib tal-familja|Tilqim|Piż|Ipejjep",
  ],
  nl: [
    "Leden: Roepnaam|Geboortejaar|Geboorteplaats|Plaatsnaam|Woonadres|Mobiel nummer|Mailadres|Lidnummer|Beroep|Opleiding",
    "Patiënt: BSN|Ziektegeschiedenis|Behandelend arts|Vaccinaties|Gewicht|Roker",
  ],
  no: [
    "Medlemmer: Mellomnavn|Fødselsår|Fødested|Postnr|Bostedsadresse|Mobilnummer|E-postadresse|Medlemsnummer|Yrke|Utdanning",
    "Pasient: Fødselsnr|Sykdommer|Behandlende lege|Vaksinasjon|Vekt|Røyker",
  ],
  pl: [
    "Członkowie: Drugie imię|Rok urodzenia|Miejsce urodzenia|Miejscowość|Adres zamieszkania|Numer telefonu|Adres mailowy|Numer legitymacji|Zawód|Wykształcenie",
    "Pacjent: PESEL|Choroby przewlekłe|Lekarz rodzinny|Szczepienia|Waga|Palacz",
  ],
  pt: [
    "Sócios: Primeiro nome|Ano de nascimento|Naturalidade|Localidade|Endereço residencial|Número de telemóvel|Endereço de email|Número de sócio|Profissão|Habilitações literárias",
    "Utente: Cartão cidadão|Doenças|Médico assistente|Vacinas|Peso|Fumador",
  ],
  ro: [
    "Membri: Nume de fată|Anul nașterii|Locul nașterii|Localitate|Adresa de domiciliu|Număr de telefon|Adresă email|Număr membru|Profesie|Studii",
    "Pacient: CNP|Boli|Medic de familie|Vaccinuri|Greutate|Fumător",
  ],
  sk: [
    "Členovia: Krstné meno|Rok narodenia|Miesto narodenia|Obec|Trvalá adresa|Telefónne číslo|E-mailová adresa|Členské číslo|Povolanie|Vzdelanie",
    "Pacient: Rodné číslo|Ochorenia|Obvodný lekár|Očkovania|Hmotnosť|Fajčiar",
  ],
  sl: [
    "Člani: Dekliški priimek|Leto rojstva|Kraj rojstva|Pošta|Stalni naslov|Mobilna številka|Elektronski naslov|Članska številka|Poklic|Izobrazba",
    "Bolnik: EMŠO|Bolezni|Lečeči zdravnik|Cepljenja|Teža|Kadilec",
  ],
  sv: [
    "Medlemmar: Mellannamn|Födelseår|Födelseort|Postnr|Bostadsadress|Mobiltelefon|Mejladress|Medlemsnummer|Yrke|Utbildning",
    "Patient: Personnr|Sjukdomar|Behandlande läkare|Vaccinationer|Vikt|Rökare",
  ],
  tr: [
    "Üyeler: Kızlık soyadı|Doğum yılı|Doğum yeri|İlçe|Ev adresi|Cep telefonu|E-posta adresi|Üyelik numarası|Meslek|Öğrenim durumu",
    "Hasta: TC kimlik no|Kronik hastalıklar|Aile hekimi|Aşılar|Kilo|Sigara kullanımı",
  ],
};

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, "_");

describe("the names of columns of members and patients", () => {
  test.each(Object.entries(lists))("are known in %s, also without marks and with underscores", (_, both) => {
    for (const list of both) {
      const [table = "", names = ""] = list.split(": ");
      const columns = names.split("|");
      const found = foundIn(table, columns);
      expect(columns.filter((name) => !found.has(name))).toEqual([]);
      const inSmall = foundIn(plain(table), columns.map(plain));
      expect(columns.map(plain).filter((name) => !inSmall.has(name))).toEqual([]);
    }
  });
});

describe("a list of things in another language", () => {
  test.each([
    ["artikel", "bezeichnung|preis|gewicht|lagerort|hersteller|farbe|bestand"],
    ["produits", "nom|prix|poids|taille|couleur|stock|remise"],
    ["productos", "nombre|precio|peso|altura|tipo|marca|existencias"],
    ["prodotti", "nome|prezzo|peso|colore|magazzino|codice"],
    ["zendingen", "gewicht|lengte|behandeling|status|ritnummer"],
    ["towary", "nazwa|cena|waga|kolor|stan|jednostka"],
    ["tuotteet", "nimi|hinta|paino|pituus|varastosaldo"],
    ["termékek", "név|ár|súly|magasság|készlet"],
    ["ürünler", "ad|fiyat|boy|renk|stok|marka"],
    ["стоки", "име|цена|тегло|височина|марка"],
    ["προϊόντα", "όνομα|τιμή|βάρος|ύψος|χρώμα"],
    ["leveranciers", "naam|adres|telefoon|plaats"],
    ["lieferanten", "name|straße|ort|telefon"],
    ["fournisseurs", "nom|adresse|ville|téléphone"],
    ["proveedores", "nombre|dirección|ciudad|teléfono"],
    ["dostawcy", "nazwa|adres|miasto|telefon"],
    ["vehicles", "make|model|colour|host|tag"],
    ["hosts", "name|kind|address|port"],
    ["places", "lat|lon|kind"],
  ])("%s holds no personal data", (table, columns) => {
    expect([...foundIn(table, columns.split("|")).keys()]).toEqual([]);
  });
});

describe("a column `name`", () => {
  test.each([["geburtsdatum"], ["birthday"], ["date_of_birth"], ["email"], ["phone"], ["szuletesi_datum"]])(
    "beside %s is a person's",
    (other) => expect(foundIn("liste", ["name", other]).get("name")).toEqual(["name"]),
  );
  test.each([["region"], ["price"], ["founded"], ["created_at"], ["birthrate"], ["population"]])(
    "beside %s is no person's",
    (other) => expect(foundIn("liste", ["name", other]).has("name")).toBe(false),
  );
});
