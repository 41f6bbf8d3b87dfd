/*
 * Words that occur in the names of columns, keys and labels, in the languages of the European Union, Norwegian, Chinese,
 * Japanese and Korean. They only tell a row of names from a row of values; what a name means, rules decide.
 */

const general =
  "name names first last full given family middle surname forename nickname maiden title salutation initials firstname lastname fullname fname lname " +
  "email mail emails phone phones telephone tel mobile cell cellphone fax contact whatsapp address addresses addr street road house city town village " +
  "zip zipcode postcode postal code country state province region county district date birth birthday birthdate dob born age gender sex " +
  "id ids uid uuid guid number numbers num no nr ref reference key index row type kind status level category group class role position job department " +
  "company organisation organization org employer customer client user username login password account member employee staff person people patient " +
  "student teacher supplier vendor contractor recipient sender from to cc bcc subject owner author creator contactperson nationality citizenship " +
  "language religion marital children partner spouse amount total sum price cost quantity qty unit units currency balance salary wage income tax vat rate discount " +
  "percent percentage share revenue sales turnover iban bic swift bank card ccn cvv ssn passport licence license plate insurance policy iso " +
  "order orders invoice payment product products item items sku article description note notes comment comments remark remarks text message content body url link website " +
  "web host hostname ip domain server version file filename path size width height weight length color colour time timestamp datetime day week month year quarter start end begin " +
  "created updated modified deleted changed valid until since due value values label question answer response result score grade points active enabled flag " +
  "latitude longitude lat lon lng location place room building floor area zone height source target reason action event method agent device browser session token " +
  "diagnosis disease symptom allergy medication blood doctor hospital treatment height union party vote ethnicity race consent newsletter signature emergency relationship";

const german =
  "vorname vornamen nachname nachnamen familienname geburtsname rufname anrede titel namen zuname firma unternehmen organisation abteilung stelle funktion beruf " +
  "adresse anschrift strasse str hausnummer hausnr nr plz postleitzahl ort wohnort stadt land bundesland staat telefon telefonnummer telefonnr handy handynummer mobil mobilnummer mobiltelefon rufnummer telefax " +
  "geburtsdatum geburtstag geb geburtsort geboren alter geschlecht nationalitat staatsangehorigkeit staatsburgerschaft familienstand konfession religion kinder " +
  "nummer kundennummer kundennr kunde kunden kundin mitarbeiter mitarbeiterin personalnummer benutzer benutzername kennwort passwort mitglied mitgliedsnummer patient patientin schuler schulerin lehrer lehrerin klasse " +
  "datum uhrzeit zeit jahr monat tag beginn ende von bis erstellt geandert betrag summe preis anzahl menge einheit wahrung gehalt lohn umsatz steuer steuernummer steuerklasse kontonummer konto kontoinhaber bankleitzahl blz bank " +
  "bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer artikel artikelnummer produkt bezeichnung beschreibung bemerkung bemerkungen notiz notizen kommentar status art typ kategorie gruppe ansprechpartner " +
  "empfanger absender betreff nachricht text anlage sprache kennzeichen versicherung versicherungsnummer krankenkasse diagnose arzt erziehungsberechtigte erziehungsberechtigter sorgeberechtigte klassenlehrer klassenlehrerin klassenleitung mutter vater eltern vormund geburtsname ehefrau ehemann notfallkontakt betreuer betreuerin sozialversicherungsnummer ausweisnummer reisepass frage antwort ergebnis note wert";

const romance =
  // French
  "nom noms prenom prenoms nomdefamille civilite adresse rue ville codepostal cp pays courriel mel telephone portable tel naissance date lieu sexe age nationalite profession poste societe entreprise service client cliente numero montant prix quantite commande facture produit libelle remarque commentaire utilisateur motdepasse matricule salarie eleve patient " +
  // Italian
  "nome cognome nominativo indirizzo via citta cap comune provincia paese telefono cellulare nascita data luogo sesso eta nazionalita codice fiscale azienda ditta cliente numero importo prezzo quantita ordine fattura prodotto descrizione utente dipendente ragione sociale " +
  // Spanish
  "nombre nombres apellido apellidos direccion calle ciudad codigo postal pais provincia telefono movil correo electronico fecha nacimiento lugar sexo edad nacionalidad empresa cliente usuario contrasena numero importe precio cantidad pedido factura producto descripcion dni nif nie empleado observaciones " +
  // Portuguese
  "apelido sobrenome morada endereco rua cidade telemovel telefone nascimento idade sexo nacionalidade empresa utilizador preco quantidade encomenda fatura produto descricao nif codigo " +
  // Romanian
  "prenume nume numele prenumele adresa strada oras localitate judet tara telefon nastere data nasterii varsta cnp firma client suma pret cantitate comanda factura produs descriere angajat cod postal " +
  // Catalan, Maltese
  "cognom cognoms adreca carrer ciutat isem kunjom indirizz belt telefown";

const germanic =
  // Dutch
  "naam namen voornaam voornamen achternaam tussenvoegsel adres straat huisnummer postcode plaats woonplaats stad land telefoon telefoonnummer mobiel geboortedatum geboorteplaats geslacht leeftijd nationaliteit bedrijf klant klantnummer gebruiker wachtwoord nummer bedrag prijs aantal bestelling factuur omschrijving opmerking medewerker bsn rekeningnummer " +
  // Danish, Norwegian, Swedish
  "navn fornavn efternavn etternavn mellemnavn adresse gade vej by postnr postnummer land telefon mobil mobilnummer fodselsdato fodt fodselsnummer kon alder kunde kundenummer bruger bruker belob beløp pris antal antall ordre faktura beskrivelse cpr medarbejder ansatt epost " +
  "namn fornamn efternamn gata ort stad telefon mobiltelefon fodelsedatum fodelsedag personnummer kon alder kund kundnummer anvandare belopp antal bestallning beskrivning anstalld epostadress " +
  // Finnish, Estonian, Hungarian
  "nimi etunimi sukunimi osoite katuosoite kaupunki postinumero postitoimipaikka maa puhelin puhelinnumero sahkoposti syntymaaika syntymapaiva sukupuoli ika henkilotunnus asiakas asiakasnumero summa hinta maara tilaus lasku kuvaus tyontekija " +
  "eesnimi perekonnanimi perenimi aadress tanav linn postiindeks riik telefoninumber epost sunniaeg sugu vanus isikukood klient summa hind kogus tellimus arve kirjeldus " +
  "nev vezeteknev keresztnev utonev csaladnev teljes cim utca varos iranyitoszam orszag telefonszam mobil szuletesi datum ido nem kor adoszam taj ugyfel osszeg ar mennyiseg rendeles szamla leiras megjegyzes munkatars email";

const slavic =
  // Polish, Czech, Slovak
  "imie imiona nazwisko adres ulica miasto kod pocztowy kraj telefon komorka urodzenia data plec wiek pesel nip firma klient numer kwota cena ilosc zamowienie faktura opis uwagi pracownik uzytkownik haslo " +
  "jmeno prijmeni celejmeno adresa ulice mesto obec psc stat zeme telefon mobil narozeni datum pohlavi vek rodne cislo firma zakaznik castka cena mnozstvi objednavka faktura popis poznamka zamestnanec uzivatel heslo " +
  "meno priezvisko ulica mesto krajina narodenia pohlavie rodne cislo zakaznik suma mnozstvo objednavka " +
  // Slovenian, Croatian
  "ime priimek naslov ulica kraj posta drzava telefon rojstva datum spol starost emso davcna stevilka stranka znesek cena kolicina narocilo racun opis zaposleni " +
  "prezime adresa ulica grad mjesto postanski broj drzava mobitel rodenja dob oib klijent kupac iznos cijena narudzba " +
  // Lithuanian, Latvian
  "vardas pavarde adresas gatve miestas kodas salis telefonas gimimo lytis amzius asmens klientas suma kaina kiekis uzsakymas " +
  "vards uzvards adrese iela pilseta valsts talrunis dzimsanas dzimums vecums personas klients cena daudzums pasutijums epasts";

const otherScripts =
  // Greek, Bulgarian, Russian, Ukrainian
  "ονομα επωνυμο επιθετο διευθυνση οδος πολη τκ χωρα τηλεφωνο κινητο ημερομηνια γεννησης γεννηση φυλο ηλικια αφμ αμκα πελατης ποσο τιμη ποσοτητα παραγγελια περιγραφη email " +
  "име имена фамилия фамилно презиме собствено адрес улица град пощенски код държава телефон мобилен имейл дата раждане рождение пол възраст егн клиент номер сума цена количество поръчка фактура описание " +
  "фио имя отчество индекс страна почта рождения рождение возраст инн паспорт количество заказ описание ім'я прізвище по батькові місто країна народження стать вік ";

/** Chinese, Japanese and Korean names have no spaces: a name that contains one of these is a name of a column. */
const eastAsian =
  "姓名 名字 姓氏 名称 名稱 电话 電話 手机 手機 号码 號碼 地址 住址 住所 邮箱 郵箱 邮件 郵件 邮编 郵編 出生 生日 性别 性別 年龄 年齡 年齢 身份证 身分證 证件 公司 单位 部门 职位 客户 客戶 用户 用戶 会员 编号 編號 序号 日期 时间 金额 金額 价格 数量 數量 订单 备注 備註 国家 城市 省份 " +
  "氏名 名前 お名前 姓 名 フリガナ ふりがな カナ 生年月日 誕生日 メール アドレス 郵便番号 〒 都道府県 市区町村 番地 携帯 会社 部署 役職 顧客 会員 番号 日付 注文 備考 " +
  "이름 성명 성함 전화 휴대폰 핸드폰 연락처 주소 이메일 메일 우편번호 생년월일 생일 성별 나이 주민등록번호 회사 부서 직책 고객 회원 번호 날짜 금액 수량 주문 비고";

const words: ReadonlySet<string> = new Set(
  [general, german, romance, germanic, slavic, otherScripts].flatMap((list) => list.split(" ").map(plain)),
);
const parts: readonly string[] = eastAsian.split(" ").filter((word) => word.length > 1);
const single: ReadonlySet<string> = new Set(eastAsian.split(" "));

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function plain(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  return word
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("đ", "d")
    .replaceAll("æ", "ae")
    .toLowerCase();
}

/** Splits `firstName`, `first_name` and `E-Mail` into words in lower case, without marks. */
export function nameWords(text: string): readonly string[] {
  if (isAscii(text)) {
    const spaced = text.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
    return spaced.toLowerCase().match(/[a-z]+/g) ?? [];
  }
  const spaced = text.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return plain(spaced)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

const isWord = (word: string): boolean =>
  words.has(word) || (word.length > 3 && word.endsWith("s") && words.has(word.slice(0, -1)));

/** Returns the share of a text's words that are common in names of columns, from 0 to 1. */
export function columnWordShare(text: string): number {
  if (single.has(text) || (/[\u3000-\uffff]/.test(text) && parts.some((part) => text.includes(part)))) return 1;
  const all = nameWords(text);
  return all.length === 0 ? 0 : all.filter(isWord).length / all.length;
}
