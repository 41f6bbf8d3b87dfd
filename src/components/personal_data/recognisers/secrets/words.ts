/** Words for passwords in the official languages of the European Union, Norwegian, Icelandic, Turkish, Russian, Ukrainian. */
export const passwords =
  "pass ?words?|passwd|pass ?phrase|passcode|pwd|pass|pw|psw|passw(?:ort|ört)(?:e?s|er)?|kennw(?:ort|ört)(?:e?s|er)?|zugangscode|mots? de passe|mdp|contrase[nñ]as?|clave|senhas?|palavra[- ]passe|parol(?:[aeăyuąę]|ei|ele|em|om)|wachtwoord(?:en)?|l[oö]senord(?:et|en)?|passord(?:et)?|adgangskode[nr]?|kodeord(?:et)?|salasana(?:a|n|si|ni|nne|ksi)?|parool(?:i|iks)?|slapta[zž]od(?:is|į|žiu|žio)|has[lł](?:o|a|em|u)|hesl(?:o|a|em|u)|jelsz(?:[oó]|ava|avam|avad|avát)|gesl(?:o|a|om)|lozink(?:a|u|e|om)|zapork(?:a|u|e)|парол(?:ь|я|ю|ем)|парол(?:а|ата)|лозинк(?:а|у)|κωδικ(?:ός|ό|ού)(?: πρόσβασης)?|[sş]ifre(?:si|niz|m|n|ler)?|lykilor[dð](?:i[dð])?|pasfhocal|focal faire";
export const keys =
  "api[-_ ]?(?:key|token|secret)|apikey|access[-_ ]?(?:key|token)|auth[-_ ]?token|refresh[-_ ]?token|id[-_ ]?token|bearer[-_ ]?token|client[-_ ]?secret|app[-_ ]?secret|secret(?:[-_ ]?(?:access[-_ ]?)?key)?|private[-_ ]?key|account[-_ ]?key|encryption[-_ ]?key|session[-_ ]?(?:id|token)|api[- ]schl(?:ü|ue)ssel|token|jeton|clé(?: d['’ ]api| api)?";

/** The start of each word. It rules out most places before the whole pattern is tried. */
export const quick =
  /pass|pwd|pw[\s:=]|psw|kennw|zugangscode|mots? de|mdp|contrase|clave|senha|palavra|parol|wachtwoord|l(?:ö|o)senord|adgangskode|kodeord|salasana|parool|slapta|has[lł]|hesl|jelsz|gesl|lozink|zapork|парол|лозинк|κωδικ|[sş]ifre|lykilor|focal|secret|token|(?:api|access|account|private|encryption)[-_ ]?(?:key|schl|sec|tok)|session|jeton|clé/iy;

const one = new RegExp(`^(?:${passwords})$`, "iu");

/** Returns whether a value is itself a word for a password, as in the translations of a program. */
export const isPasswordWord = (value: string): boolean => one.test(value);
