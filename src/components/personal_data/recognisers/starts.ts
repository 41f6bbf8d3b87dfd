import { KeyTable, KeyTriples, nextTriple } from "../phrases/index.ts";

/** What starts at a place of a text, by the first letters of it. */
const groups = {
  /** Words for passwords and keys. */
  secretWords:
    "pass pwd pw psw kennwo kennwö zugang mot_de mots_d mdp contra clave senha palavr parol wachtw lösen losen adgang kodeor salasa slapta hasl hasł hesl jelsz gesl lozink zapork парол лозинк κωδικ sifre şifre lykilo focal secret token api access accoun privat encryp sessio jeton clé",
  /** Prefixes of keys of services. */
  tokens:
    "akia asia aida aroa ghp_ gho_ ghu_ ghs_ ghr_ github glpat- gldt- glrt- sk_liv sk_tes rk_liv rk_tes whsec_ xox xapp- aiza ya29. npm_ pypi-a sg. sk- dop_v1 doo_v1 hf_ shpat_ shpss_ shpca_ key- atatt3 dckr_p hvs. age-se glsa_ :aa",
  webTokens: "eyj",
  keyBlocks: "-----b",
  headers: "author proxy-",
  urls: "http www. linked github twitte instag facebo xing.c t.me/ wa.me/",
  /** Words for a website. */
  siteWords:
    "web home intern site www url sitio página sito hjemme nettsi hemsid kotisi honlap strona spletn веб сайт ιστοσε",
  /** Words for a place where two streets meet. */
  corners: "corner inters juncti ecke esquin angolo hoek coin angle róg narożn",
} as const;

type Group = keyof typeof groups;
type Starts = Readonly<Record<Group, readonly number[]>>;

const names = [
  "secretWords",
  "tokens",
  "webTokens",
  "keyBlocks",
  "headers",
  "urls",
  "siteWords",
  "corners",
] as const satisfies readonly Group[];

const keys = new KeyTable(1 << 13);
const triples = new KeyTriples();
for (const [place, name] of names.entries()) {
  for (const written of groups[name].split(" ")) {
    const key = written.replaceAll("_d", " d");
    keys.add(key, 1 << place);
    triples.add(key);
  }
}

let latest: { readonly text: string; readonly starts: Starts } | undefined;

/**
 * Returns the offsets at which something of each group may start, in text order. Several regular expressions without a
 * common start would each read the whole text; this reads it once for all of them. The result for the latest text is kept.
 */
export function startsIn(text: string): Starts {
  if (latest?.text === text) return latest.starts;
  const starts: Record<Group, number[]> = {
    secretWords: [],
    tokens: [],
    webTokens: [],
    keyBlocks: [],
    headers: [],
    urls: [],
    siteWords: [],
    corners: [],
  };
  let triple = 0;
  for (let at = 0; at < text.length; at++) {
    triple = nextTriple(triple, text.charCodeAt(at));
    if (at > 1 && triples.mayStart(triple)) addStarts(text, at - 2, starts);
  }
  // A key of two letters may stand at the end.
  if (text.length > 1) addStarts(text, text.length - 2, starts);
  latest = { text, starts };
  return starts;
}

function addStarts(text: string, at: number, starts: Record<Group, number[]>): void {
  const bits = keys.bitsAt(text, at);
  if (bits === 0) return;
  for (let place = 0; place < names.length; place++) {
    const name = names[place];
    if (name !== undefined && (bits & (1 << place)) !== 0) starts[name].push(at);
  }
}

/** Returns the matches of a sticky pattern at these offsets, without overlaps, as `matchAll` does at all offsets. */
export function* matchesAt(
  text: string,
  starts: readonly number[],
  pattern: RegExp,
): Generator<RegExpExecArray, void, void> {
  let last = 0;
  for (const start of starts) {
    if (start < last) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match === null) continue;
    last = start + match[0].length;
    yield match;
  }
}
