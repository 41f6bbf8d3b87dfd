/*
 * Mailboxes that belong to a function of an organisation, by the words before the `@` in the languages of the EU. Words that are
 * family names as well, such as `cook` or `koch`, are left out or, where the function is common, listed in `alsoNames`.
 */

import { isFreemail } from "./freemail.ts";

const words = `
abuse accounting accounts admin administration administrator admissions advertising affiliates archive assistance
audit billing board booking bookings boxoffice bugs bursar business campus care career careers claims clinic cloud
comms communication communications complaints compliance concierge contact contactus cookies copyright courses
customercare customers customerservice customersupport dataprotection dataprivacy deliveries delivery desk dev
developers devops dispatch dmca donations dpo editor editorial education email emergency engineering enquiries enquiry
ethics events everyone export facilities faq feedback finance forum frontdesk fundraising gdpr general grants hello
help helpdesk hire hostmaster hotline hr import info information inquiries inquiry institute investors invoice
invoices invoicing it jobs kontakt legal library licensing logistics mail mailbox maintenance management marketing
media membership memberships mentoring moderator monitoring museum news newsletter newsroom noc office onboarding
operations ops order orders partners partnerships payment payments payroll pharmacy planning post postbox postmaster
pr praxis press prices privacy procurement production projects publicity purchasing quality quotes receipts reception
receptionist recruiting recruitment refunds registrar registration registry reklamation rental rentals reporting
reports reservation reservations returns root rsvp safety sales scheduling school secretariat secretary security
service servicedesk services shipping shop social spam staff stock store studio subscribe subscriptions suggestions
suppliers support surgery switchboard sysadmin team tech techsupport tender tenders testing tickets tourism traffic
training travel treasurer unsubscribe vendors volunteer volunteers warranty web webmaster welcome whistleblower
whistleblowing wholesale workshop www abo abteilung aktion anfrage anfragen angebote anmeldung anzeigen arbeitsschutz
archiv ausbildung auskunft auskunftsersuchen beirat beratung beschwerde beschwerden bestellung bestellungen
betriebsrat bewerbung bewerbungen bibliothek buchhaltung buchung buergerbuero buero büro bürgerbüro datenschutz
datenschutzbeauftragte datenschutzbeauftragter dialog disposition dsb dsgvo einkauf einwilligung empfang fahrkarten
feuerwehr forschung fortbildung fragen freigabe geschaeftsfuehrung geschaeftsstelle geschäftsführung geschäftsstelle
gf gemeinde hallo hausverwaltung hinweise hinweisgeber immobilien impressum internet kanzlei karriere kasse kita
klinik kommunikation kundenbetreuung kundencenter kundendienst kundenservice lager leitung lieferung lob lohn
lohnbuchhaltung mahnung meldestelle mitglieder mitgliederservice notdienst notfall oeffentlichkeitsarbeit personal
personalabteilung poststelle presse pressestelle pfarramt pfarrbuero rathaus rechnung rechnungen rechnungswesen
redaktion reisebuero reklamationen reservierung rezeption schulleitung schule sekretariat spenden stadt
stadtverwaltung stoerung technik termine ticket umwelt vertrieb verkauf verwaltung versand verein vorstand vermietung
werkstatt widerruf widerspruch zentrale abonnement abonnements accueil achat achats actualites adhesion adhesions
administratif agence aide bibliotheque billetterie bonjour boutique candidature candidatures cnil commande commandes
commercial compta comptabilite conseil courrier demande devis direction donnees-personnelles donneespersonnelles dpd
emploi equipe facturation facture factures formation gestion inscription inscriptions juridique location mairie
mediatheque patrimoine permanence rdv reclamation reclamations recrutement redaction renseignement renseignements rgpd
rh salut sav scolarite serviceclient serviceclients siege standard tresorier ventes vie-privee vieprivee
administracion administración alquiler asesoria atencion atencionalcliente atención ayuda ayuntamiento biblioteca
bienvenidos citas clientes comercial compras comunicacion comunicación consultas contabilidad contacto correo datos
departamento derechos devoluciones direccion dirección empleo envios eventos facturacion facturación facturas gerencia
hola incidencias informacion información inscripciones juridico lopd matriculas noticias pagos pedidos prensa
presupuestos privacidad proveedores proteccion-datos protecciondedatos reclamaciones recepcion recepción
recursoshumanos registro reservas rrhh secretaria secretaría seguridad servicioalcliente soporte sugerencias taller
tecnico tienda ventas voluntariado abbonamenti acquisti amministrazione anagrafe assistenza assistenzaclienti
biglietteria ciao clienti commerciale comune comunicazione contabilita contatti contatto direzione fatturazione
fatture formazione iscrizioni lavoraconnoi legale magazzino negozio noleggio ordini pagamenti pec posta prenotazioni
preventivi protocollo reclami redazione resi ricevimento risorseumane rpd segreteria servizioclienti soci spedizioni
sportello stampa supporto ufficio ufficiostampa uffici vendite volontariato aanmelden aanmelding abonnementen
administratie afspraken algemeen avg balie beheer bestelling bestellingen bestuur bibliotheek boekhouding communicatie
crediteuren debiteuren directie facturatie facturen fg gegevensbescherming gemeente huisartsenpraktijk inkoop
inschrijving inschrijvingen klachten klanten klantenservice ledenadministratie magazijn meldpunt milieu nieuws
onderhoud ondersteuning onthaal opleiding opleidingen penningmeester personeel personeelszaken receptie redactie
reserveren reserveringen retouren salarisadministratie secretariaat solliciteren sollicitatie sollicitaties storing
verhuur verkoop vacature vacatures verzekeringen voorzitter vragen vrijwilligers webshop welkom werkenbij winkel
administracja apteka bilety biblioteka biuro biuroobslugi bok cennik daneosobowe dostawy dyrekcja dyrektor dzial
dzialkadr faktury firma gmina iod inspektor kadry kancelaria kariera ksiegowosc logistyka odo oferta oferty
ochronadanych obsluga obslugaklienta odwolania parafia platnosci poczta pomoc praca przychodnia prasa redakcja
reklamacje recepcja rejestracja rekrutacja rezerwacja rezerwacje rodo serwis sklep sprzedaz szkolenia szkola szpital
urzad wsparcie wspolpraca wysylka zakupy zamowienia zapytania zarzad zgloszenia zwroty atendimento ajuda apoio aluguer
 candidaturas cliente comunicacao contabilidade contato correio direcao encomendas encarregado epd faturacao
financeiro formacao geral imprensa inscricoes marcacoes orcamentos privacidade protecaodados reclamacoes rececao
recrutamento sac suporte vendas ansokan bestallning bestallningar biblioteket bokning dataskydd dataskyddsombud
ekonomi faktura fakturor forsaljning foreningen hej inkop integritet jobb kansli kansliet kommun kommunen konsult
kontor kontoret kundservice kundtjanst kundtjänst leverans medlem medlemsservice orderservice personuppgifter
registrator rekrytering salj sekreterare styrelsen verkstad vaxel växel aftaler bestilling bestyrelse bogholderi
bogholderiet databeskyttelse direktion formand forening indkob indkøb job kasserer kommune kundeservice
kundeserviceafdeling klager løn medlemmer nyhedsbrev okonomi økonomi ordre personale regnskab salg sekretariatet
bestillinger formann innkjop innkjøp kundesenter kundestotte kundestøtte lonn lønn personvern personvernombud
postmottak regnskap resepsjon sentralbord styret asiakaspalvelu asiakastuki hallinto henkilosto henkilöstö
ilmoittautuminen kirjaamo kirjasto kunta laskut laskutus lehdisto myynti neuvonta osto palaute palvelu rekry
rekrytointi sihteeri sijoittajat taloushallinto talous tietosuoja tietosuojavastaava tilaukset tilaus toimisto tuki
tyopaikat varaukset vastaanotto verkkokauppa viestinta yllapito arve andmekaitse epood infoliin kaebused
klienditugi klienditeenindus kool muuk müük pood raamatukogu raamatupidamine sekretar tellimine tellimus
tellimused teenindus toimetus tootukassa tugi vald vallavalitsus atbalsts birojs birojis datuaizsardziba gramatvediba
grāmatvedība iepirkumi klienti klientuserviss lietvediba pasutijumi personals prese rekini sekretare skola
tirdznieciba vadiba veikals vakances administracija buhalterija dap duomenuapsauga karjera klientai pagalba pardavimai
personalas parduotuve pirkimai rastine redakcija rezervacija sekretoriatas saskaitos skundai uzsakymai dotazy
ekonomika eshop fakturace jednatel knihovna kancelar mesto nabor nakup objednavky obchod obec obecniurad podatelna
podpora poptavka poptavky poradna personalni prace predplatne prodej prodejna recepce redakce reklamace rezervace
sklad servis stiznosti tisk ucetni uctarna ucetnictvi udrzba urad vedeni vyroba zakaznik zakaznickapodpora fakturacia
kniznica ziadosti ochranaudajov oou poradca predaj predajna recepcia redakcia reklamacie rezervacie staznosti uctaren
uctovnictvo zakaznickyservis zodpovednaosoba adatkezeles adatvedelem adatvedelmi allas beszerzes ertekesites foglalas
hirlevel hirek iroda karrier kapcsolat konyveles kozpont konyvtar megrendeles onkormanyzat panasz penzugy polgarmester
recepcio rendeles szamla szamlazas szerkesztoseg szerviz szallitas titkarsag toborzas ugyfelszolgalat ugyfelkapcsolat
vevoszolgalat webaruhaz ugyintezes achizitii anunturi angajari birou cariere comanda comenzi contabilitate facturare
facturi juridic oferte plati presa primarie primaria programari reclamatii relatiiclienti relatiipublice resurseumane
rezervari sesizari suport vanzari racuni racunovodstvo kadrovska knjiznica komerciala narocila nabava obcina pisarna
prodaja pritozbe recepcija referat rezervacije skladisce tajnistvo trgovina uprava uradnik urednistvo varstvo-podatkov
zaposlitev zaposlitve narudzbe naplata opcina podrska pitanja prigovori racun sluzbenik-za-zastitu-podataka skladiste
ured zastita-podataka zaposljavanje klientski obshtina ofis oferti podkrepa poddrajka porachki prodajbi pressa
schetovodstvo zakupuvane рекламации продажби поддръжка офис поръчки счетоводство инфо контакти apothiki dimos
epikoinonia eksypiretisi grammateia logistirio paraggelies pelates plirofories poliseis promithies prosopiko texniki
ypostirixi custaim eolas fios failte fáilte oifig oideachas poist seirbhis tacaiocht ghajnuna uffiċċju ufficcju
servizz informazzjoni
`;

const roles: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ""));

/** Words of functions that are first or family names as well. Beside another part that may be of a name, they are one. */
const alsoNames: ReadonlySet<string> = new Set(
  "post stock root sales lager dev web job jobs kasse schule winkel posta stampa presa kool tuki tugi bok kita abo pec lohn lob press school store formann sklad arve dimos resi odo".split(
    " ",
  ),
);

/** First names that are a word of a function in one language only, with the top-level domains where it is spoken. */
const nativeOnly: ReadonlyMap<string, RegExp> = new Map([
  ["arve", /\.ee$/],
  ["dimos", /\.(?:gr|cy)$/],
  ["resi", /\.it$/],
  ["odo", /\.pl$/],
]);

/** Countries and languages that organisations put beside a function. */
const codes: ReadonlySet<string> = new Set(
  "at be bg ch cz de dk ee es fi fr gr hr hu ie is it lt lv mt nl no pl pt ro se si sk uk gb us eu en da sv cs et el sl ga nb ca au nz jp cn kr br mx ru ua tr in za ar cl ae sg hk".split(
    " ",
  ),
);

/** Codes that are short first or family names as well. */
const codesAndNames: ReadonlySet<string> = new Set(["li", "lu", "cy", "al"]);

/** What else stands beside the word of a function: an article, a small word, a region, but no name. */
const besideRole =
  /^(?:the|our|und|and|der|die|das|les|des|del|dla|voor|emea|apac|dach|intl|international|global|local|online|all|new|main|central|group|dept|department|berlin|wien|paris|london|madrid|roma|warszawa|b2b|b2c)$/;

const shortNumber = /^\d{1,2}$/;

/**
 * Whether the address is the mailbox of a function: `info`, `support-de`, `service.clients`, `bewerbung2`. A name beside the word
 * makes it a person's (`info.falk`, `info+falk`), and so does a provider where anyone can have a mailbox.
 */
export function isRoleMailbox(local: string, domain: string): boolean {
  if (isFreemail(domain)) return false;
  const [plain = "", ...tags] = local.split("+");
  return (roles.has(plain) ? isNative(plain, domain) : isOfFunction(partsOf(plain))) && tags.every(isTagOfFunction);
}

const isNative = (word: string, domain: string): boolean => nativeOnly.get(word)?.test(domain) ?? true;

/** Returns the parts without numbers of up to two digits behind them. More digits are a year or a person's own. */
const partsOf = (text: string): readonly string[] =>
  text
    .split(/[._-]+/)
    .filter((part) => part !== "")
    .map((part) => part.replace(/(?<=\D)\d{1,2}$/, ""));

function isOfFunction(parts: readonly string[]): boolean {
  if (!parts.some((part) => roles.has(part))) return false;
  const names = parts.filter((part) => alsoNames.has(part)).length;
  if (names > 0) return names === 1 && parts.every(isBesideName);
  const hasLongRole = parts.some((part) => part.length > 2 && roles.has(part));
  return parts.every(
    (part, at) =>
      roles.has(part) ||
      codes.has(part) ||
      shortNumber.test(part) ||
      besideRole.test(part) ||
      (at > 0 && hasLongRole && codesAndNames.has(part)),
  );
}

/** `sales-de`, `sales.team`. Two letters in front are initials: `dk.lager`. */
const isBesideName = (part: string, at: number): boolean =>
  alsoNames.has(part) || (part.length > 2 && roles.has(part)) || shortNumber.test(part) || (at > 0 && codes.has(part));

/** `support+4711`, `info+newsletter`, `sales+de`. */
const isTagOfFunction = (tag: string): boolean =>
  /^\d+$/.test(tag) || codes.has(tag) || isOfFunction(partsOf(tag.replace(/(?<=\D)\d+$/, "")));
