/*
 * What people write behind a word for a password and is none: that it is wrong, required, forgotten. Stems, in the
 * languages of the words for passwords.
 */
const stems = `
  requir optional mandator necess need forgot lost reset chang updat incorrect correct wrong invalid valid expire weak strong secur insecur safe unsafe encrypt hash salt plain store save protect known unknown differ same empty blank missing
  compromis leak stolen case sensitiv visibl hidden secret short long too not never always only also being been must should will would can could may min max at in on of the this that these there here and or for from with without by as is are was be string text number value field type boolean null none yes no any all see below above attach follow send sent
  email mail sms phone letter post separat soon later please contact enter confirm repeat new old current default temporar username user login account manager policy generat random unique simple easy hard auth accept denied reject match fail success enabl disabl active inactive set unset option true false todo
  erforder notwend nötig benötig pflicht vergess verlor zurück geänder änder falsch richtig korrekt ungült gült abgelauf schwach stark sicher unsicher verschlüssel gespeicher bekannt unbekannt leer kurz lang zu nicht kein nie immer nur auch muss soll wird kann darf siehe folgt unten oben anbei separat per bitte neu alt gesperrt geheim ändern eingeb wiederhol bestätig gleich anders leider mindest hier dort dies das die der den dem ein und oder für von mit ohne beim wie identisch kommt schick sende
  requis obligat nécess oubli perdu réinit modif chang incorrect erron faux invalide valide expir faible fort sécuri chiffr enregistr connu inconnu vide manquant court long trop pas jamais toujours votre ci voir envoy par suit joint bien celui trop
  olvid perdid restabl cambi incorrect correct erróne inválid válid caduc débil fuerte segur cifrad guardad conocid desconocid vací falta cort larg demasiad no nunca siempre ver por obligator necesari
  dimentic smarrit reimpost modific errat sbagliat scadut debol sicur cifrat salvat not vuot mancant cort lung tropp non mai sempre vedi
  esquec perdid redefin alter incorret corret errad expirad frac fort segur encript guardad vazi falta curt long muit não nunca
  vergeten verloren gewijzigd wijzig onjuist juist verkeerd fout ongeldig geldig verlopen zwak sterk veilig versleuteld opgeslagen bekend leeg kort lang niet geen nooit altijd verplicht vereist zie nodig
  zapomni zgubi zmien niepopraw popraw błęd nieważn wygas słab siln bezpiecz zaszyfr zapisan znan pust brak krótk dług zbyt nie nigdy zawsze wymagan
  zapomen ztracen změn nespráv správ neplat plat vyprš slab siln bezpeč zašifr uložen znám prázd chyb krátk dlouh příliš povin zmeňt nezabud
  glemt mistet ændr endr forkert feil riktig rigtig ugyldig gyldig udløb utløp svag svak stærk sterk sikker krypter gemt lagret kendt kjent tom mangler kort lang ikke aldrig altid nødvend påkræv
  glömt förlor ändra fel rätt ogiltig giltig utgång svag stark säker krypter sparat känt tomt saknas kort lång inte aldrig alltid krävs obligat
  unohtu kadon vaihd väär oikea virheel vanhen heikko vahva turval salat tallen tyhjä puuttu lyhyt pitkä ei pakoll
  elfelejt elvesz módos hibás helyes rossz érvényt lejárt gyenge erős titkos mentett ismert üres hiány rövid hosszú nem kötelező
  uitat pierdut schimb greșit corect gresit invalid expirat slab puternic sigur criptat salvat gol lips scurt lung nu
  забыт утер измен невер верн недейств просроч слаб сильн надеж зашифр сохран извест пуст отсут корот длин не никогда всегда обязат забрав помилк
  unutul kayb değişt yanlış doğru geçersiz geçerli süresi zayıf güçlü güven şifreli kayıtlı boş eksik kısa uzun değil zorunlu`;

const longest = 12;
const known = new Set(stems.trim().split(/\s+/));

/** Returns whether a word is one that people write behind a word for a password. Short stems count only as whole words. */
export function isSpoken(word: string): boolean {
  const lower = word.toLowerCase();
  if (known.has(lower)) return true;
  for (let length = Math.min(longest, lower.length); length >= 4; length--)
    if (known.has(lower.slice(0, length))) return true;
  return false;
}
