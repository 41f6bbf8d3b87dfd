import { foldedWords } from "./address-words.ts";

/*
 * Words that make a name the name of a street, without marks. A *certain* word with a number is nearly always a street; an
 * *ambiguous* one has other meanings too (court, park, market), so it requires a city or a postal code as well.
 */

/** Words before the name: `rue de la Paix`, `ul. Marszałkowska`, `Via Roma`. */
export const certainBefore: ReadonlySet<string> = foldedWords(`
  rue avenue boulevard bd blvd boul chemin chem ch allee allees impasse imp quai faubourg fbg venelle sentier
  calle c/ avda av avenida avda carrer paseo passeig camino travesia glorieta rambla carretera ctra plaza pza plza
  via viale vle vicolo piazza pza p.zza piazzale corso strada largo contrada lungomare salita
  rua r travessa tv praca praceta alameda estrada rodovia beco azinhaga calcada
  ul ulica aleja aleje al os osiedle pl plac
  ulice namesti nam trida tr nabrezi namestie
  str strada bd bulevardul bulevard calea aleea sos soseaua piata intrarea splaiul
  straat laan strasse
  triq sqaq vjal
  οδος οδ λεωφορος λεωφ λεωφ. πλατεια πλ
  ул улица бул булевард площад пл площадь аллея ал пр-т просп проспект пер переулок ш шоссе наб набережная
  пр б-р вул вулиця пров провулок майдан площа шосе узвіз
  droga wyspa rynek skwer bulwar wyb szosa ogrod rondo
  ulitsa bulvar bulevar jalan jl
`);

export const ambiguousBefore: ReadonlySet<string> = foldedWords(`
  platz place square cours passage route residence cite lotissement clos hameau zone villa voie
  barrio urbanizacion urb poligono colonia cerrada privada prolongacion calzada retorno circuito ronda parque bulevar
  quinta conjunto quadra bairro rotunda zona
  cesta trg put obala naselje
  am an auf im in zum zur unter hinter vor bei beim alte alter neue neuer
  galerija avenija galerie jardin
  park vijenac setaliste perivoj parc passeggiata borgo localita frazione domaine jardins sentiero urbanizacao
  muelle arrabal sector subida solar rampa rincon torrente edificio extramuros explanada aldea bloque caserio jardines
  ladera lugar mercado monte partida pasaje pasadizo senda vega callejon rotonda
`);

/** Single letters and abbreviations that name a street only in front of a capitalised name and with a full stop. */
export const onlyWithStop: ReadonlySet<string> = foldedWords(`
  r av al os pl пр tr ch imp c str tv os nam ul sos οδ πλ ул бул пл ал пер ш вул пров наб v vle jl pza plza boul chem
`);

/** Words of their own behind the name: `Lange Straße`, `Petőfi utca`, `Brīvības iela`, `Bağdat Caddesi`. */
export const certainBehind: ReadonlySet<string> = foldedWords(`
  strasse str. str allee gasse chaussee
  utca u ut utja korut krt ter rakpart rkp setany stny kapu fout sugarut orszagut hatarut fasor lakotelep ltp dulo foter
  laukums iela prospekts bulvaris gatve soseja
  gatve g prospektas pr alejos plentas skg
  tanav tn tee poik puiestee pst maantee mnt
  caddesi cad sokak sokagi sok sk bulvari blv mahallesi mah
  ulica ul ulice trida namesti namestie nabrezie
  katu kuja polku
  cesta trg put terrasse
  gata gate gatan vagen vag veien vei vegen vej gade
  straat laan gracht singel kade dijk
  triq
  улица ул ал аллея пл наб пр-т просп пер б-р проспект переулок бульвар площадь шоссе набережная вулиця провулок площа майдан шосе узвіз булевард
`);

/** Words of their own behind the name that have other meanings too: `Reviczky sor 9`, `Petra liget 64`. */
export const ambiguousBehind: ReadonlySet<string> = foldedWords(
  "sor koz park liget lepcso puszta tanya major telep udvar",
);

/** `Königsallee 5` and `Keizersgracht 12` are one word with the street word at its end. */
export const certainEnd =
  /.{2,}(?:stra(?:ss|ß)e|[sr]tra(?:ss|ß)en?|str|gasse|g(?:ä|a)sschen|allee|chaussee|promenade|straat|laan|gracht|singel|kade|plantsoen|dreef|gatan|gata|vägen|vagen|gränd|stigen|allén|backen|gaten|veien|vegen|vænget|vej|gade|stræde|alleen|katu|kuja|polku|kaari|raitti|rinne|penger|puistikko|tanhua|stígur|vegur|gatan|götu|braut|stræti|utca|úti?|tänav|puiestee|maantee|iela|gatvė|caddesi|sokağı|bulvarı)$/u;

export const ambiguousEnd =
  /.{2,}(?:weg|platz|ring|damm|ufer|steig|stieg|pfad|markt|berg|graben|hof|wall|tor|feld|winkel|blick|kamp|redder|twiete|zeile|anger|brücke|park|straße|plein|steeg|baan|lei|pad|hoek|plan|torget|torg|plads|torv|plass|parken|bakken|bakke|toften|haven|marken|skov|lunden|lund|tie|tori|piha|mäki|aukio|holmi|liðir|hlíð|tún|gerði|köz|sor|tee)$/u;

/** Endings of adjectives that name streets without a word for street, in Czech, Slovak, Polish and Croatian. */
export const adjectiveEnd = /.{3,}(?:sk[áaé]|ová|ova|ého|ská|cká|ická|ní|ná|owska|ewska|ska)$/u;

/** Parts of a street's name that stand before the street word or before its first word. */
export const nameAdjectives: ReadonlySet<string> = foldedWords(`
  alte neue grosse kleine obere untere lange kurze breite hohe bad sankt st st. alter neuer am an auf im zum zur
  gamla nya undre inre yttre norra sodra ostra vastra stora lilla store lille gamle nordre sondre vestre ostre ovre nedre
  oude nieuwe korte lange eerste tweede derde grote kleine van de
  iso pikku vanha uusi suur vaike
`);

/** English words behind the name. */
export const englishCertain: ReadonlySet<string> = foldedWords(`
  street st avenue ave road rd lane ln boulevard blvd drive dr terrace ter crescent cres highway hwy parkway pkwy
  turnpike close mews freeway expressway alley causeway esplanade
`);

export const englishAmbiguous: ReadonlySet<string> = foldedWords(`
  court ct place pl square sq way circle cir park grove gardens garden row walk green hill rise view loop trail trl path
  pike plaza bypass quay wharf parade pde crossing ridge point run plains ports springs station stravenue throughway
  tunnel turnpike union via viaduct village ville vista walks well wells camp cape center centers circles cliff cliffs
  common corner corners course courts cove coves creek crest crossroad curve dale dam divide drives estate estates
  extension extensions fall falls ferry field fields flat flats ford fords forest forge forges fork forks fort glen
  glens greens groves harbor harbors haven heights hills hollow inlet island islands isle junction junctions key keys
  knoll knolls lake lakes land landing light lights loaf locks lodge mall manor manors meadow meadows mill mills mission
  motorway mount mountain mountains neck orchard oval overpass parks parkways pass passage pine pines plain port
  prairie radial ramp ranch rapid rapids rest ridges river roads route rue shoal shoals shore shores skyway spring spur
  spurs squares stream streets summit trace track trafficway underpass unions valley valleys views vlg bypass byway brook
  brooks burg burgs branch bluff bluffs bend bottom bridge arcade anex bayou beach gateway gateways
  approach bank brae side wynd end croft dale vale strand fold garth quadrant cottages villas buildings promenade chase
  loan curve lawn lawns downs copse dene lea mead oaks paddock paddocks spinney warren glade holt boreen yard gate
  mews terrace lakes ridges rise heath wood woods keep nook orchard orchards
`);

/** Small words inside names of streets. */
export const particles: ReadonlySet<string> = foldedWords(`
  de la le les du des d l et a au aux sur sous en del los las el y da das do dos e di dei delle della dello degli dal san
  von van der den dem zu zur zum im am und of the ten ter op aan het te 's nad pod na pri v u i w z od i sv av och og
  lui și si din cel
`);

export const directions: ReadonlySet<string> = foldedWords("n s e w ne nw se sw north south east west");

/** Words that stand before a number and a capitalised word without being a street. */
export const noStreet: ReadonlySet<string> = foldedWords(`
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep
  sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
  januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre
  novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio
  febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre januari februari maart mei augustus
  during while whereas meanwhile version release figure fig table tab section sec chapter chap page pages step windows python java node article art act
  law rule part volume vol no nr number issue item line level phase class type model room floor gate track unit test
  case task day week month year years age about over under than only some all the a an is was are were has have had
  and or but with from to at on by for in since until between after before around approximately nearly almost exactly
  kapitel abbildung abb tabelle seite artikel paragraph absatz abs nummer schritt stufe klasse etwa rund seit bis ab um
  order invoice bestellung rechnung auftrag ticket commande facture pedido factura ordine fattura euro eur usd chf gbp
  ubuntu debian ios android iphone galaxy playstation xbox psalm genesis corinthians matthew luke romans
  phone tel telefon fax mobile telephone call room zimmer raum iso din en rfc apollo boeing airbus route bus line linie
  domicilie domiciliee domicile wohnhaft anschrift adresse address adres adresa bosatt bosat demeurant residente adress
  apt apartment suite unit flat floor level stock postfach box pobox plot ext extension suites
  total sum score rank top copyright formel formula world war
`);
