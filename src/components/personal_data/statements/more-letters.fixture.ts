/*
 * More sentences in other words and languages, written after the tables of this folder. At first 51 of the 58 were found, and one
 * of the 60 that tell of nobody; then faults of the tables that they showed were repaired. All are made up.
 */

export const telling = `
income|Ihre Rente erhöht sich zum 1. Juli auf 1.412,36 €.
income|Das Nettoeinkommen von Frau Ebert liegt bei 2.140 Euro.
income|Her take-home pay was £1,980 last month.
income|Vous percevrez une indemnité de 950 € par mois.
income|Cobra usted una pensión de 1.020 € mensuales.
income|Il dipendente Carlo Ferri percepisce 1.850 euro netti.
income|Mevrouw De Wit ontvangt een uitkering van € 1.210.
income|Pana wynagrodzenie zasadnicze wynosi 7 400 zł brutto.
income|Az Ön bruttó bére 520 000 Ft.
income|Palkkasi on 3 150 euroa kuukaudessa.
income|Salariul dumneavoastră este de 6.200 lei.
income|Vaša mesečna plača znaša 1.950 €.
family|Familienstand: geschieden seit 2015
family|Zivilstand: verheiratet
family|Civil status: widowed
family|État civil : célibataire
family|Estado civil: casada
family|Stan cywilny: rozwiedziony
family|Siviilisääty: naimisissa
family|Családi állapot: nős
family|Mr Ashton has three children at our school.
family|Pani Anna Wrona ma dwoje dzieci.
family|Su esposa María García figura como beneficiaria.
family|La signora Rinaldi ha due figli.
religious|Konfession: o.B.
religious|Bekenntnis: altkath.
religious|Denomination: Methodist
religious|Kerkgenootschap: geref.
religious|Vallás: ref.
religious|Vyznání: římskokat.
religious|Uskonto: ev.lut.
trade_union|Frau Ebert ist seit 2009 Mitglied bei ver.di.
trade_union|He is a member of the RMT.
trade_union|Madame Roux est membre de la CGT.
trade_union|Jest pan członkiem NSZZ Solidarność.
trade_union|Olet JHL:n jäsen.
trade_union|Gewerkschaftsbeitrag: 34,50 €
trade_union|Union dues: £14.20
health|Hauptdiagnose: M54.5 G
health|Frau Ebert ist seit dem 14.02.2024 krankgeschrieben.
health|He has been on sick leave since 9 January.
health|Sinds 3 maart bent u ziekgemeld.
health|Sjukskriven från 12 mars till 30 mars
health|Taux d'incapacité : 80 %
health|Gruppo sanguigno: 0 Rh+
health|Grupa krwi: AB Rh-
health|Allergisch gegen: Penicillin
criminal|Herr Pohl wurde 2017 wegen Betruges zu acht Monaten Freiheitsstrafe verurteilt.
criminal|Mr Dunn was sentenced to 18 months for burglary.
criminal|La signora Rinaldi è stata condannata per furto.
criminal|Pan Jan Kot został skazany za kradzież.
criminal|Du dömdes för misshandel till fängelse.
criminal|Senhor Rui Alves foi condenado por burla.
employment|Ihre Arbeitgeberin, die Kranich Pflege gGmbH, zahlt weiter.
employment|Su empleador, Talleres Medina, nos ha escrito.
employment|Uw werkgever, Van Dalen Transport BV, betaalt door.
date_of_birth|Frau Petra Ebert (geb. 03.11.58)
date_of_birth|Patient: Falk, Ines, geb. 3.4.71, AOK
`;

export const tellingNothing = `
Die Renten steigen im Juli um 4,57 Prozent.
Das Haus kostet 412.000 € und hat drei Zimmer.
Der Bonus von 50 EUR gilt für Neukunden.
A bonus of $100 million was shared among banks.
The pension fund holds £4.2 billion.
The fund earned £12,000 in interest.
Le prix moyen est de 1 240 euros.
La prime de l'assurance est de 320 € par an.
El sueldo se paga el día 28.
Lo stipendio viene pagato il 27.
De winkel heeft een omzet van € 12.000.
Cena wynosi 1 200 zł.
A vállalat bevétele 520 000 Ft.
Hinta on 3 150 euroa.
Prețul este de 6.200 lei.
Die Gemeinde hat drei Kindergärten.
The tree node has two children.
Every node has three children.
Das Paket enthält zwei Kindersitze.
La casa ha due piani.
The film is about a wife who leaves.
Eine Ehefrau kann mitversichert werden.
Marital status is not recorded.
Estado: casado con la realidad
Konfession: siehe Anlage
Die Schule ist konfessionslos.
The Methodist church was built in 1840.
Religion: ev. Unterricht, 2 Stunden
Die Gemeinde hat 1.200 evangelische Mitglieder.
The catholic school has 400 pupils.
La iglesia católica está en la plaza.
GEW und ver.di rufen zum Streik auf.
RMT members walk out on Friday.
The company is a member of the chamber of commerce.
Er ist Mitglied im Sportverein.
Vous êtes membre du club fidélité.
He is a member of the board.
Die Mitgliedschaft kostet 34,50 €.
M54 ist eine Autobahn.
Take the M25 to junction 10.
Der Laden ist seit dem 14.02.2024 geschlossen.
The offer is valid from 9 January.
Gruppe: AB
Group A: positive results
GdB-Anträge bearbeiten wir bis 30 Tage.
Taux de TVA : 20 %
Kann Spuren von Erdnüssen enthalten.
Contains peanuts.
The penicillin was discovered in 1928.
Betrug im Internet nimmt zu.
Burglary is down by 8 per cent.
Die Bank wurde zu einer Geldstrafe verurteilt.
The team was sentenced to a season in the second league.
Le club a été condamné à trois matches.
Das Urteil wurde nach sechs Monaten aufgehoben.
Arbeitgeber: bitte ausfüllen
Employers must keep records.
Uw werkgever betaalt door.
Artikel 3.4.71 des Katalogs
geb. Exemplar, 320 Seiten
`;
