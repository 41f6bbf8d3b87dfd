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

/** Returns whether an address is the profile of a person, or a message to one, on a site for that. */
export function isProfile(host: string, path: string): boolean {
  for (const [site, form] of anySite.test(host) ? sites : []) {
    if (!site.test(host)) continue;
    const match = form.exec(path);
    if (match !== null) return !reserved.has((match.groups?.["name"] ?? "").toLowerCase());
  }
  // A server of Mastodon and of many others: `https://social.example/@ines`.
  return /^\/@[A-Za-z0-9_]{2,30}\/?$/.test(path);
}
