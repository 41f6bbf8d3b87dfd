import { parse } from "tldts";

/** Providers under several top-level domains, by the name before them: `gmx.de`, `yahoo.co.uk`. */
const names: ReadonlySet<string> = new Set(
  "gmail googlemail gmx outlook hotmail live yahoo ymail rocketmail aol icloud protonmail proton yandex tutanota freemail mailbox posteo fastmail".split(
    " ",
  ),
);

/** Providers whose name means something else elsewhere, and those of one country. */
const domains: ReadonlySet<string> = new Set(
  `me.com mac.com msn.com mail.com email.com pm.me hey.com zoho.com zohomail.eu tuta.com tuta.io mail.ru bk.ru list.ru inbox.ru
  rambler.ru ukr.net i.ua web.de t-online.de freenet.de arcor.de online.de kabelmail.de aon.at a1.net chello.at bluewin.ch
  hispeed.ch sunrise.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr libero.it virgilio.it
  tiscali.it alice.it tin.it inwind.it iol.it fastwebnet.it terra.es telefonica.net ono.com sapo.pt clix.pt iol.pt wp.pl o2.pl
  onet.pl onet.eu op.pl vp.pl interia.pl interia.eu poczta.fm tlen.pl gazeta.pl seznam.cz centrum.cz email.cz post.cz volny.cz
  atlas.cz azet.sk zoznam.sk centrum.sk post.sk citromail.hu indamail.hu t-online.hu abv.bg mail.bg dir.bg telenet.be skynet.be
  proximus.be scarlet.be ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl casema.nl upcmail.nl chello.nl quicknet.nl
  telia.com bredband.net spray.se comhem.se online.no jubii.dk ofir.dk mail.dk stofanet.dk luukku.com suomi24.fi elisanet.fi
  kolumbus.fi welho.com mail.ee hot.ee online.ee inbox.lv inbox.lt inbox.eu one.lt net.hr siol.net otenet.gr in.gr eircom.net
  btinternet.com sky.com virginmedia.com talktalk.net ntlworld.com blueyonder.co.uk tiscali.co.uk comcast.net verizon.net
  att.net sbcglobal.net qq.com 163.com 126.com`.split(/\s+/),
);

/** Returns whether the domain belongs to a provider where anyone can have a mailbox of any name. */
export function isFreemail(domain: string): boolean {
  const { domain: registered, domainWithoutSuffix } = parse(domain, { allowPrivateDomains: false });
  return domains.has(registered ?? domain) || names.has(domainWithoutSuffix ?? "");
}
