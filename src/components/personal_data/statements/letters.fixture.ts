/*
 * Sentences of letters and forms, each with the category that it tells of a person, and sentences that tell of nobody. They were
 * written before the tables of this folder, whose author knew them. All are made up.
 */

export const telling = `
income|Ihr Gehalt beträgt ab 1. Mai 3.400 EUR brutto.
income|Your new annual salary will be £41,250, paid monthly.
income|We are pleased to confirm a starting salary of £32,000 per year for Mr Keller.
income|Votre salaire mensuel brut s'élève à 2 850 €.
income|Su sueldo bruto anual será de 28.500 euros.
income|La Sua retribuzione annua lorda è di 31.200 euro.
income|Uw brutoloon bedraagt € 2.950,00 per maand.
income|Pan Piotr Nowak zarabia 6 200 zł miesięcznie.
income|O seu vencimento mensal é de 1.450 €.
income|Din månadslön höjs till 34 500 kr från april.
income|Frau Sommer verdient 2.780 € netto.
income|Mrs Baker earns $62,000 a year.
income|Váš hrubý plat činí 38 500 Kč měsíčně.
income|Din løn udgør 31.250 kr. om måneden.
income|Madame Petit perçoit une pension de 1 240 euros par mois.
family|Familienstand: led.
family|Familienstand: verh., 2 Kinder
family|Marital status: divorced
family|Situation de famille : mariée
family|Estado civil: soltera
family|Stato civile: coniugato
family|Burgerlijke staat: ongehuwd
family|Stan cywilny: panna
family|Rodinný stav: ženatý
family|Mr Keller is a father of two and lives alone.
family|Frau Sommer hat drei Kinder.
family|Bitte bringen Sie die Geburtsurkunde Ihrer Ehefrau Petra Sommer mit.
family|Your husband Thomas Baker may join the policy at any time.
family|Madame Petit est mère de deux enfants.
religious|Konfession: ev.
religious|Religion: r.-k.
religious|Kirchensteuermerkmal: rk
religious|Religionszugehörigkeit: röm.-kath.
religious|Religion: C of E
religious|Godsdienst: Ned. Herv.
religious|Wyznanie: rzym.-kat.
religious|Religione: cattolica
religious|Religión: católica
trade_union|Sie sind Mitglied der IG Metall.
trade_union|You have been a member of Unison since 2014.
trade_union|Vous êtes adhérent à la CFDT depuis 2016.
trade_union|Es usted afiliado a CC.OO. desde hace diez años.
trade_union|Lei risulta iscritta alla FIOM dal 2011.
trade_union|U bent lid van FNV Metaal.
trade_union|Gewerkschaft: ver.di
trade_union|Du är medlem i Vårdförbundet.
health|Diagnose: J06.9 G
health|Diagnosis (ICD-10): F32.1
health|Sie sind vom 03.04.2024 bis 12.04.2024 arbeitsunfähig erkrankt.
health|You have been signed off sick from 4 March until 18 March.
health|Votre arrêt de travail du 12/02/2024 au 25/02/2024 a bien été reçu.
health|Grad der Behinderung (GdB): 60
health|Blutgruppe: A Rh pos.
health|Blood group: O negative
health|Su baja médica desde el 3 de mayo ha sido registrada.
health|Pflegegrad 3 seit 01.02.2023
health|Zwolnienie lekarskie od 12.03.2024 do 20.03.2024
health|Allergies: penicillin
criminal|Sie wurden wegen Diebstahls zu einer Geldstrafe verurteilt.
criminal|You were convicted of theft at Leeds Crown Court.
criminal|Vous avez été condamné à six mois avec sursis pour escroquerie.
criminal|Usted fue condenado por un delito de robo en 2015.
criminal|U bent veroordeeld voor mishandeling tot een taakstraf van 80 uur.
employment|Ihr Arbeitgeber, die Falkner Logistik GmbH, hat uns informiert.
employment|Your employer, Northgate Foods Ltd, has told us about the change.
employment|Votre employeur, la société Dubreuil, nous a transmis les documents.
date_of_birth|Ines Falk, geb. 3.4.71
date_of_birth|Herr Jonas Weber, geb. am 12.11.65, wohnhaft in Kiel
`;

export const tellingNothing = `
Das Gehalt der Beschäftigten regelt der Tarifvertrag.
Der Mindestlohn beträgt 12,41 EUR je Stunde.
The average salary in the region is £31,400.
The national minimum wage rises to £11.44 in April.
Le salaire minimum est de 1 398,69 € net.
El salario mínimo interprofesional es de 1.134 euros.
Il salario medio in Italia è di 30.000 euro.
Het minimumloon bedraagt € 13,27 per uur.
Płaca minimalna wynosi 4242 zł brutto.
Ihr Abonnement kostet 12,90 EUR im Monat.
Your invoice of £320.00 is due on 4 May.
Votre commande de 45 € a été expédiée.
Su pedido de 59,90 euros está en camino.
Der Preis beträgt 3.400 EUR.
The machine costs $62,000 and earns its price in a year.
Die Firma verdient 2,4 Mio. € im Jahr.
The company earned $12 million last quarter.
Wenn Ihr Gehalt über 5.000 EUR liegt, gilt eine andere Grenze.
If your salary is above £50,270, you pay the higher rate.
Apply by 15.09.2025. Salary 45,000 EUR. Location: St. Gallen.
Familienstand: ledig / verheiratet / geschieden
Marital status: single, married or divorced
Familienstand ist ein freiwilliges Feld.
État civil : service ouvert le lundi
Estado civil: campo obligatorio
Die Wohnung ist geeignet für Familien mit zwei Kindern.
A ticket for two adults and two children costs 30 euros.
Le billet pour deux enfants coûte 12 euros.
The mother of all parsers is recursive descent.
The father of two theories was a mystery.
Konfession: Feld bleibt leer
Die evangelische Kirche wurde 1898 erbaut; Konfession: evangelisch, Baustil: Neugotik.
Religion: Islam 90 %, Christentum 5 %
Religion: RC 1.4 build
The church of St. Mary is a Roman Catholic building of 1862.
Das Fach Religion: Klasse 5 bis 10
Religions: Catholic 45%, Protestant 30%
La cathédrale catholique date de 1220.
De kerk is rooms-katholiek en werd gebouwd in 1702.
Die IG Metall fordert 7 Prozent mehr Lohn.
Mitglieder der IG Metall streiken am Montag.
Unison members will vote next week.
The union rep explained the offer of Unite.
La CFDT appelle à la grève mardi.
The CGT and the CFDT signed the agreement.
Ver.di ist Mitglied im DGB.
FNV wil hogere lonen.
Gewerkschaft: siehe Seite 4
Diagnose: Verbindung zum Server unterbrochen
Diagnosis: the fuse F32 is blown
Error code J06.9 was returned.
Der Betrieb ist vom 03.04.2024 bis 12.04.2024 geschlossen.
The office is closed from 4 March until 18 March.
Arrêt de travail : formulaire à remplir
Le service sera en arrêt du 12/02/2024 au 25/02/2024.
Blutgruppe ist ein Merkmal des Blutes.
Type A negative feedback lowers the gain.
Ein Pflegegrad wird auf Antrag festgestellt.
Allergies are common in spring.
Wer wegen Diebstahls verurteilt wird, kann eine Geldstrafe erhalten.
Anyone convicted of theft may be refused a licence.
Der Konzern wurde wegen Betrugs zu einer Geldbuße verurteilt.
La société a été condamnée pour fraude fiscale.
The court sentenced nobody on Monday.
Diebstahl ist strafbar.
Ihr Arbeitgeber muss die Meldung abgeben.
Your employer may ask for a certificate.
Votre employeur doit vous remettre un document.
Version 3.4.71 ist verfügbar.
Die Datei wurde am 12.11.65 geprüft.
`;
