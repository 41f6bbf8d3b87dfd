/** Of machines, networks and logins, in the languages of the European Union, Norwegian, Turkish, Russian and Ukrainian. `*`: any ending. */
const networkWords = `
  ip ips ipv ipaddress clientip remoteip userip srcip dstip sourceip hostip serverip lastip loginip addr adress* adres* direccion
  indirizzo endereco osoit* cim cime cimen cimrol aadress* naslov* адрес* διευθυνση* seoladh hostname* serveur* servid* serwer* szerver* palvelin* palvelim*
  streznik* posluzitelj* сервер* διακομιστ* sunucu* tjener* klient* pare-feu brandmaue* brandvagg* cortafuegos zapor* tuzfal*
  drucker* printer* imprimante impresora stampante drukark* skrivare nas switch webcam* rechner* computer* pc pcs laptop* notebook*
  workstation* ordinateur* ordenador* komputer* pocita* dator* tietoko* szamitogep* компьютер* комп'ютер* υπολογιστ* bilgisayar* maschine machine machines
  gerat* gerate* device* appareil apparaat dispositivo* urzadzeni* zarizen* enhet* eszkoz* laite* устройств* пристр* συσκευ* cihaz*
  remote src dst source destination peer* dns domain domains node nodes knoten visitor* besucher* visiteur* user users benutzer* nutzer* utilisateur* usuari*
  utent* gebruiker* uzytkownik* uzivatel* kayttaj* bruger* anvandar* felhasznal* пользовател* користувач* χρηστ* attack* angreifer* angriff* ataque* attacc*
  bot bots spam* traffic trafic trafico subnet* net netz netze netzwerk* network* reseau red rete rede netwerk* siec sieci halozat* verkko* natverk* netvaerk* nettverk* сеть сети мереж*
  δικτυ* vpn lan wlan wifi port ports log logged logging login* logout logon signin session* sitzung* anmeldung* anmelde* angemeldet einwahl zugriff* zugegriffen zugang eingeloggt einloggen
  verbindung* verbunden verbinden connexion* connecte* conexi* conectad* connession* conness* access accesso acceso acces acesso* conexao ligacao verbinding* ingelogd inlogg* toegang
  logowani* zalogowa* polaczeni* prihlas* pripoj* bejelentkez* kapcsolat* kirjaut* yhtey* forbindelse* tilkobl* indlog* palogg* innlogg* anslut* вход* войти подключ* соединени* підключ* вхід
  увійти συνδε* συνδεσ* baglan* giris* ping* ssh sshd telnet curl wget nslookup whois traceroute nmap rdp smtp http https ftp sftp connect* disconnect* request* anfrage* requete* petici* richiest* verzoek* zadani* запрос* запит*
  forwarded forwarding relay* received block* gesperrt* sperr* bloque* bloquead* bloccat* geblokkeerd zablokowan* ban banned denied refused rejected accepted allowed dropped scan scanned scans via listen listens listening bind binding whitelist* blacklist* allowlist* denylist* reach reached reachable erreichbar* resolv* pointing unreachable`;

/** Of versions and releases in the same languages. */
const versionWords = `
  v ver vers version* versie* versao versoes versio versiun* versij* versioon* wersj* verze verzi* εκδοσ* верси* версі* surum* utgaf* utgav* leagan fassung* rev revision* release* veroffentlicht* erschienen publie* freigegeben lanzad*
  rilasciat* wydan* vydan* build builds firmware patch* hotfix driver* treiber* pilote sterownik* kernel sdk api plugin* librar* bibliothek bibliotheque dll package* paket* paquet* assembly assemblyversion fileversion productversion appversion
  bump* upgrad* downgrad* updat* aktualisier* actualiza* aggiorna* atualiza* aktualiz* uppdater* opdater* oppdater* paivit* frissit* обновл* оновл* guncelle* ενημερωσ* migra* requires require fix fixes fixed behebt behoben nuget maven gem pip npm`;

/** Programs that people name with their version, and words that say so only directly before a number. */
const productWords = `
  since seit ab jour install* chrome chromium firefox safari edge opera java jdk jre python js php mysql postgres* mariadb mongodb redis nginx apache tomcat openssl openssh windows linux android ios macos ubuntu debian
  docker kubernetes office outlook excel word acrobat reader oracle sap typo wordpress drupal jira confluence gitlab jenkins spring log4j wildfly jboss teamviewer zoom teams citrix vmware`;

/** Before the number of a section, a rule or an object identifier. */
const sectionWords = `
  section* sect chapter* clause* figure* fig table tables appendix annex abschnitt* kapitel ziffer artikel article* art absatz paragraph* para rule rules step steps item items oid oids identifier objectidentifier rfc spec standard point points punkt* nummer nr no
  sezione seccion* capitulo capitolo chapitre sectie rozdzial* oddil bod pont fejezet пункт* раздел* ενοτητα bolum avsnitt afsnit see siehe vgl cf voir vease vedi zie viz patrz`;

export type AddressWordClass = "network" | "version" | "product" | "section";

const exact = new Map<string, AddressWordClass>();
const stems = new Map<string, AddressWordClass>();
const shortestStem = 3;
/** From the last list to the first, so that a word in two lists belongs to the first of them. */
const lists = [
  ["section", sectionWords],
  ["product", productWords],
  ["network", networkWords],
  ["version", versionWords],
] as const;
for (const [name, words] of lists) {
  for (const word of words.trim().split(/\s+/)) {
    if (word.endsWith("*")) stems.set(folded(word.slice(0, -1)), name);
    else exact.set(folded(word), name);
  }
}

const longestStem = Math.max(...[...stems.keys()].map((stem) => stem.length));
const machine =
  /(?:hosts?|servers?|clients?|routers?|gateways?|proxy|proxies|firewalls?|address(?:es)?|addr|adresse[ns]?|[a-z]Ip|[a-z]IP)$/;

/** Without accents, in small letters. */
export function folded(word: string): string {
  const lower = word.toLowerCase();
  return !/[^ -~]/.test(lower)
    ? lower
    : lower.replaceAll("ł", "l").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "");
}

/** Returns what a word says of the four numbers near it. */
export function classOf(written: string): AddressWordClass | undefined {
  const word = folded(written);
  const own = exact.get(word);
  if (own !== undefined) return own;
  for (let length = Math.min(word.length, longestStem); length >= shortestStem; length--) {
    const found = stems.get(word.slice(0, length));
    if (found !== undefined) return found;
  }
  return machine.test(written) || machine.test(word) ? "network" : undefined;
}
