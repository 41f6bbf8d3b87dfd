const cues = [
  "(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|resident) (?:at|on)",
  "(?<!(?:e-?mail|mail|ip|mac|web|internet|network|memory|wallet) )address(?: is| was|:)",
  "(?:home|postal|mailing|new|old|billing|shipping|delivery|current|permanent|private) address(?: is| to)?",
  "\\d{1,3}, of",
  "wohnhaft(?: in)?|(?:Anschrift|Wohnadresse)(?: ist| lautet|:)|(?:neue|meine|seine|ihre) Adresse(?: ist| lautet|:)|zieht nach|gemeldet in",
  "(?:j['’]habite|habite|demeurant|domiciliée?)(?: au)?|(?:mon|nouvelle|son|votre) adresse(?: est| :|:)",
  "domicilio(?: en|:| es)|dirección(?: es|:)|indirizzo(?: è|:)|residente (?:in|en|em)|morada:|endereço(?: é|:)",
  "woont (?:aan|op)(?: de| het)?|woonachtig (?:aan|op)(?: de| het)?|woonadres(?: is|:)",
  "zamieszkał[ya](?: przy)?|mieszka przy|zam\\.|adres zamieszkania:?|bydliště:?|bytem|bydlisko:?|lakcím[e]?:?|stanujoč[a]?|naslov:|stanuje",
  "bor på|bopæl:?|bosatt(?: på)?|osoite(?: on|:)|bostadsadress:|адрес:|проживает по адресу:?|адреса:|διεύθυνση:",
];
const cue = new RegExp(`(?<![\\p{L}\\p{N}])(?:${cues.join("|")})[ \\t]*\\n?[ \\t]*$`, "iu");
const last = /[\p{L}.:][ \t]*\n?[ \t]*$/u;
const longest = 40;

/** Returns whether the words right before an offset say that the address of somebody follows: `lives at`, `wohnhaft in`. */
export function isBehindCue(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longest), at);
  return last.test(before) && cue.test(before);
}
