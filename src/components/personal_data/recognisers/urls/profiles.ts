/** Sites of which a path names a person: the host, and what the path looks like. */
const sites: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/(?:^|\.)linkedin\.com$/, /^\/(?:in|pub)\/[^/?#]{3,}/],
  [/^(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)$/, /^\/(?<name>[\w.-]{2,39})\/?(?:[?#].*)?$/],
  [/^(?:www\.|mobile\.)?(?:twitter|x)\.com$/, /^\/@?(?<name>\w{2,15})(?:\/status\/\d+)?\/?(?:[?#].*)?$/],
  [/(?:^|\.)instagram\.com$/, /^\/(?<name>[\w.]{2,30})\/?(?:[?#].*)?$/],
  [
    /(?:^|\.)facebook\.com$/,
    /^\/(?:profile\.php\?id=\d+|people\/[^/]+\/\d+|(?<name>[A-Za-z0-9.]{5,50})\/?(?:[?#].*)?$)/,
  ],
  [/(?:^|\.)(?:tiktok|youtube|medium|threads)\.(?:com|net)$/, /^\/@[\w.-]{2,40}/],
  [
    /^(?:t\.me|telegram\.me|keybase\.io|about\.me|linktr\.ee|calendly\.com|paypal\.me|ask\.fm|twitch\.tv|www\.twitch\.tv)$/,
    /^\/(?<name>[\w.-]{3,40})(?:[/?#].*)?$/,
  ],
  [/^(?:wa\.me|api\.whatsapp\.com)$/, /^\/(?:send\?phone=)?\+?\d{7,15}/],
  [/(?:^|\.)xing\.com$/, /^\/(?:profile|people)\/[^/?#]{3,}/],
  [/(?:^|\.)reddit\.com$/, /^\/u(?:ser)?\/[\w-]{3,20}/],
  [/(?:^|\.)(?:stackoverflow|stackexchange|serverfault|superuser)\.com$/, /^\/users\/\d+/],
  [/^orcid\.org$/, /^\/\d{4}-\d{4}-\d{4}-\d{3}[\dX]/],
  [/(?:^|\.)researchgate\.net$/, /^\/profile\/[^/?#]{3,}/],
  [
    /^(?:vk\.com|ok\.ru|bsky\.app|www\.flickr\.com|www\.snapchat\.com|steamcommunity\.com)$/,
    /^\/(?:profile|people|add|id|id\d+)(?:\/[^/?#]{3,}|$)/,
  ],
  [/^(?:www\.)?npmjs\.com$/, /^\/~[\w.-]{2,}/],
];

/** Most addresses are of other sites, and need no look at each of these. */
const anySite = new RegExp(sites.map(([host]) => host.source).join("|"));

const reserved: ReadonlySet<string> = new Set(
  "about login logout signin signup register join features pricing explore settings help contact blog docs api search home index i intent share sharer hashtag events groups pages marketplace watch gaming topics trending collections sponsors security enterprise team organizations orgs apps notifications new issues pulls readme site customer-stories careers jobs press privacy terms policies legal tos reel reels p stories tv directory directory business developers developer download downloads status support store shop ads news media plans public share.php".split(
    " ",
  ),
);

const organisations: ReadonlySet<string> = new Set(
  "microsoft google facebook meta amazon aws azure dotnet aspnet xamarin apple adobe ibm intel nvidia oracle redhat canonical ubuntu debian gnu mozilla chromium webkit apache eclipse nodejs node npm yarnpkg pnpm denoland vercel netlify cloudflare stripe shopify twitter github gitlab docker kubernetes hashicorp elastic mongodb redis postgres postgresql mysql sqlite linkedin instagram youtube netflix spotify airbnb uber sap siemens bosch openai jetbrains atlassian slack sentry getsentry angular react vuejs sveltejs rust-lang golang python php ruby rails django laravel symfony babel eslint prettier vite webpack rollup unifiedjs remarkjs wordpress wikimedia w3c whatwg tc39 ietf unicode-org".split(
    " ",
  ),
);
const ofOrganisation =
  /[a-z\d](?:JS|js)$|(?:^|[-_.])(?:org|team|labs?|hq|inc|llc|gmbh|foundation|project|community|group|official|corp|company|studios?|software|systems|app|apps|dev|io|js|ui|css|sdk|api|cli|plugins?|tools|lang|news|club|support)$|(?:foundation|software|solutions|technologies|official|university|universität)$/i;

/** Returns whether a name on a site of profiles is that of a company, a project or a file: `vuejs`, `acme-labs`. */
const isOrganisation = (name: string): boolean =>
  organisations.has(name.toLowerCase()) ||
  ofOrganisation.test(name) ||
  /\.(?:png|jpe?g|gif|svg|ico|html?|php|js|css|git|atom|keys|gpg)$/i.test(name);

/** Returns whether an address is the profile of a person, or a message to one, on a site for that. */
export function isProfile(host: string, path: string): boolean {
  for (const [site, form] of anySite.test(host) ? sites : []) {
    if (!site.test(host)) continue;
    const match = form.exec(path);
    if (match === null) continue;
    const name = match.groups?.["name"] ?? "";
    return !reserved.has(name.toLowerCase()) && !isOrganisation(name);
  }
  // A server of Mastodon and of many others: `https://social.example/@ines`.
  return /^\/@[A-Za-z0-9_]{2,30}\/?$/.test(path);
}
