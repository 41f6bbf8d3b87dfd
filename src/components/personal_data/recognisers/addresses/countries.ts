import { folded } from "./address-words.ts";

/** Names of countries in English, in their own languages, and of European countries in the large languages of Europe. */
const names = `
Afghanistan, Albania, Alemanha, Alemania, Algeria, Allemagne, Andorra, Angola, Antigua and Barbuda, Argentina,
Armenia, Australia, Australie, Australien, Australië, Austria, Austrália, Autriche, Azerbaijan, Bahamas, Bahrain,
Bangladesh, Barbados, Belarus, Belgia, Belgien, Belgio, Belgique, Belgium, België, Belize, Benin, Bhutan,
Bolivia, Bosnia and Herzegovina, Botswana, Brasil, Brasile, Brasilien, Brazil, Brazilië, Brazylia, Brunei,
Brésil, Bulgaria, Bulgarie, Bulgarien, Bulgarije, Bulgária, Burkina Faso, Burundi, Bułgaria, Bélgica, Cambodia,
Cameroon, Canada, Canadá, Cape Verde, Cechia, Central African Republic, Chequia, Chile, China, Chorwacja,
Colombia, Comoros, Congo - Brazzaville, Congo - Kinshasa, Costa Rica, Croacia, Croatia, Croatie, Croazia,
Croácia, Cuba, Cyprus, Czech Republic, Czechia, Czechy, Côte d'Ivoire, Danemark, Dania, Danimarca, Danmark,
Denemarken, Denmark, Deutschland, Dinamarca, Djibouti, Dominica, Dominican Republic, Duitsland, Dänemark,
Ecuador, Eesti, Egypt, El Salvador, England, Eritrea, Eslovaquia, Eslovenia, Eslováquia, Eslovênia, Espagne,
Espanha, España, Estados Unidos, Estland, Estonia, Estonie, Estônia, Eswatini, Ethiopia, Faroe Islands, Fiji,
Finland, Finlande, Finlandia, Finlândia, Finnland, France, Francia, Francja, Frankreich, Frankrijk, França,
Gabon, Gambia, Georgia, Germania, Germany, Ghana, Gibraltar, Great Britain, Grecia, Grecja, Greece, Greenland,
Grenada, Griechenland, Griekenland, Grèce, Grécia, Guam, Guatemala, Guernsey, Guinea, Guyana, Haiti, Hiszpania,
Holandia, Holland, Honduras, Hong Kong, Hongarije, Hongrie, Hrvatska, Hungary, Hungria, Hungría, IJsland,
Iceland, Ierland, India, Indonesia, Iran, Iraq, Ireland, Irland, Irlanda, Irlande, Irlandia, Island, Islanda,
Islande, Islandia, Isle of Man, Islândia, Israel, Italia, Italie, Italien, Italië, Italy, Itália, Ivory Coast,
Jamaica, Japan, Jersey, Jordan, Kanada, Kazakhstan, Kenya, Kiribati, Kroatien, Kroatië, Kuwait, Kyrgyzstan, Laos,
Latvia, Latvija, Lebanon, Lesotho, Letland, Letonia, Lettland, Lettonia, Lettonie, Letônia, Liberia, Libya,
Liechtenstein, Lietuva, Litauen, Lithuania, Litouwen, Lituania, Lituanie, Lituânia, Litwa, Luksemburg,
Lussemburgo, Luxembourg, Luxemburg, Luxemburgo, Macedonia, Madagascar, Magyarország, Malawi, Malaysia, Maldives,
Mali, Malta, Mauritania, Mauritius, Meksyk, Messico, Mexico, Mexiko, Mexique, Moldova, Monaco, Mongolia,
Montenegro, Morocco, Mozambique, Myanmar, México, Namibia, Nederland, Nepal, Netherlands, New Zealand, Nicaragua,
Niederlande, Niemcy, Niger, Nigeria, Noorwegen, Norge, North Macedonia, Northern Ireland, Noruega, Norvegia,
Norvège, Norway, Norwegen, Norwegia, Oekraïne, Oman, Oostenrijk, Paesi Bassi, Pakistan, Panama, Papua New Guinea,
Paraguay, Pays-Bas, Países Baixos, Países Bajos, Peru, Philippines, Poland, Polen, Pologne, Polonia, Polska,
Polônia, Portogallo, Portugal, Portugalia, Puerto Rico, Qatar, Regno Unito, Reino Unido, Republic of Ireland,
Roemenië, Romania, România, Romênia, Rosja, Roumanie, Royaume-Uni, Rumanía, Rumunia, Rumänien, Rusia, Rusland,
Russia, Russie, Russland, Rwanda, Rússia, San Marino, Saudi Arabia, Schweden, Schweiz, Scotland, Senegal, Serbia,
Serbie, Serbien, Servië, Seychelles, Sierra Leone, Singapore, Slovacchia, Slovakia, Slovaquie, Slovenia,
Slovenija, Slovenië, Slovensko, Slovénie, Slowakei, Slowakije, Slowenien, Somalia, South Africa, South Korea,
Spagna, Spain, Spanien, Spanje, Srbija, Sri Lanka, St. Lucia, Stany Zjednoczone, Stati Uniti, Sudan, Suecia,
Suisse, Suiza, Suomi, Suriname, Suède, Suécia, Suíça, Sverige, Svezia, Svizzera, Sweden, Switzerland, Syria,
Szwajcaria, Szwecja, Sérvia, Słowacja, Słowenia, Taiwan, Tanzania, Tchéquia, Tchéquie, Thailand, Togo, Tonga,
Trinidad and Tobago, Tschechien, Tsjechië, Tunisia, Turchia, Turcja, Turkey, Turkije, Turquia, Turquie, Turquía,
Türkei, Türkiye, U.K., U.S.A., UAE, UK, US, USA, Ucraina, Ucrania, Ucrânia, Uganda, Ukraina, Ukraine, Ungarn,
Ungheria, United Arab Emirates, United Kingdom, United States, United States of America, Uruguay, Uzbekistan,
Vatican City, Venezuela, Vereinigte Staaten, Vereinigtes Königreich, Verenigd Koninkrijk, Verenigde Staten,
Vietnam, Wales, Wielka Brytania, Węgry, Włochy, Yemen, Zambia, Zimbabwe, Zweden, Zwitserland, Áustria, Éire,
États-Unis, Ísland, Österreich, Česko, Łotwa, Ελλάδα, България, РФ, Россия, Србија, Україна
`;

const known: ReadonlySet<string> = new Set(names.split(/,\s+/).map((name) => nameOf(name)));
/** Most words start no country's name, so that one look-up answers for them. */
const firstWords: ReadonlySet<string> = new Set([...known].map((name) => name.split(" ", 1)[0] ?? ""));
const longest = 4;

/** Returns the end of the country that starts at an offset, or undefined. */
export function countryEnd(text: string, at: number): number | undefined {
  const [first = ""] = /^\p{Lu}[\p{L}\p{M}.'’-]*/u.exec(text.slice(at, at + 40)) ?? [];
  if (first === "" || !firstWords.has(folded(first))) return undefined;
  const [shown = ""] = /^[\p{L}\p{M}.'’ -]{2,40}/u.exec(text.slice(at, at + 40)) ?? [];
  const words = [...shown.matchAll(/[^ ]+/g)].slice(0, longest);
  for (let count = words.length; count > 0; count--) {
    const last = words[count - 1];
    if (last === undefined) continue;
    const end = last.index + last[0].length;
    const name = shown.slice(0, end);
    if (!/^\p{Lu}/u.test(name)) return undefined;
    if (known.has(nameOf(name))) return at + end - (name.endsWith(".") && !/\.\p{L}\.$/u.test(name) ? 1 : 0);
  }
  return undefined;
}

function nameOf(name: string): string {
  return name.trim().split(/ +/).map(folded).join(" ");
}
