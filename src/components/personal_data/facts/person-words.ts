/*
 * Words that stand for one person, in English, German, French, Spanish, Italian, Dutch, Polish and Portuguese, with some of
 * Swedish, Danish and Czech. They are alternatives of regular expressions with the flags `iu`.
 */

/** Nouns for one person. Plurals are left out: what is said of many is said of nobody. */
export const personNoun = [
  "man|woman|boy|girl|guy|lady|gentleman|male|female|person|patient|kid|child|toddler|baby|teenager|teen|adult|student|pupil|teacher|employee|colleague|co-?worker|neighbou?r|friend|boyfriend|girlfriend|partner|spouse|husband|wife|widow|widower|mother|father|mum|mom|dad|son|daughter|brother|sister|grandmother|grandfather|grandson|granddaughter|aunt|uncle|nephew|niece|cousin|boss|manager|client|customer|applicant|candidate|citizen|national|resident|immigrant|refugee|victim|suspect|defendant|witness|driver|cyclist|pensioner|doctor|nurse|claimant|tenant|volunteer|member|guest|user",
  "Mann|Frau|Junge|Mädchen|Kind|Baby|Jugendliche[rn]?|Schüler(?:in)?|Lehrer(?:in)?|Patient(?:in|en)?|Kolleg(?:e|in|en)|Freund(?:in)?|Nachbar(?:in|n)?|Mutter|Vater|Sohn|Tochter|Bruder|Schwester|Ehemann|Ehefrau|Kund(?:e|in|en)|Mitarbeiter(?:in)?|Bewerber(?:in)?|Person|Fahrer(?:in)?|Rentner(?:in)?|Student(?:in|en)?|Täter(?:in)?|Opfer|Beschuldigte[rn]?|Staatsbürger(?:in)?|Staatsangehörige[rn]?|Bürger(?:in)?",
  "homme|femme|garçon|fille|fils|enfant|patiente?|élève|étudiante?|collègue|amie?|voisine?|mère|père|frère|sœur|soeur|mari|épouse|époux|cliente?|salariée?|employée?|candidate?|personne|conducteur|conductrice|citoyen|citoyenne|ressortissante?",
  "hombre|mujer|chico|chica|niñ[oa]|joven|paciente|alumn[oa]|estudiante|compañer[oa]|amig[oa]|vecin[oa]|madre|padre|hij[oa]|herman[oa]|marido|espos[oa]|cliente|emplead[oa]|candidat[oa]|persona|conductora?|ciudadan[oa]",
  "uomo|donna|ragazz[oa]|bambin[oa]|paziente|alunn[oa]|studente|studentessa|collega|amic[oa]|vicin[oa]|madre|padre|figli[oa]|fratello|sorella|marito|moglie|dipendente|candidat[oa]|cittadin[oa]",
  "man|vrouw|jongen|meisje|kind|patiënte?|leerling|student|collega|vriend(?:in)?|buurman|buurvrouw|moeder|vader|zoon|dochter|broer|zus|echtgenote?|klant|medewerker|medewerkster|werknemer|persoon|bestuurder|burger|staatsburger|cliënte?",
  "mężczyzn[aay]|kobiet[ay]|chłopiec|dziewczyn[ak]a?|dziecko|pacjent(?:ka|a|ki)?|uczeń|uczennica|student(?:ka)?|koleg[ai]|koleżanka|przyjaciel|przyjaciółka|sąsiad(?:ka)?|matka|ojciec|syn|córka|brat|siostra|mąż|żona|klient(?:ka|a|ki)?|pracowni(?:k|ca)|kandydat(?:ka)?|osoba|obywatel(?:ka)?",
  "homem|mulher|menin[oa]|rapaz|rapariga|criança|paciente|alun[oa]|estudante|colega|amig[oa]|vizinh[oa]|mãe|pai|filh[oa]|irmão|irmã|marido|espos[oa]|cliente|funcionári[oa]|candidat[oa]|pessoa|cidadão|cidadã|utente",
  "kvinna|pojke|flicka|kvinde|dreng|pige|kvinne|gutt|jente|muž|žena|chlapec|dívka|pacientka?",
].join("|");

/** Pronouns for one person, and `who`. `it` and its like are missing: most things are not persons. */
export const pronoun = [
  "i|he|she|who",
  "ich|er|sie|der|die",
  "je|j|il|elle|qui",
  "yo|él|ella|quien|que",
  "io|lui|lei|che",
  "ik|hij|zij|ze|die",
  "ja|on|ona|który|która",
  "eu|ele|ela|que|quem",
].join("|");

/** Adverbs that stand between a person and what is said of it. */
export const adverb =
  "also|always|currently|now|just|only|still|then|already|once|almost|nearly|recently|originally|about|around|auch|jetzt|derzeit|aktuell|noch|erst|seit|bereits|schon|gerade|ursprünglich|aussi|encore|actuellement|toujours|déjà|también|actualmente|ahora|ya|todavía|anche|ora|attualmente|ancora|già|ook|nu|nog|momenteel|inmiddels|net|oggi|hoy|obecnie|teraz|już|też|também|atualmente|agora|ainda|já";
