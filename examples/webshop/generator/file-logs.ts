import { mailLocalPart } from "./people.ts";
import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";
import type { Shop } from "./shop.ts";
import type { PlantedValue, ShopFile } from "./shop-file.ts";
import { plant, textFile, trapValue } from "./shop-file.ts";
import { PATHS, USER_AGENTS } from "./traffic.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const START = Date.parse("2025-11-28T06:00:00Z") / 1000;

function nginxTime(seconds: number): string {
  const moment = new Date(seconds * 1000);
  const day = String(moment.getUTCDate()).padStart(2, "0");
  return `${day}/${MONTHS[moment.getUTCMonth()]}/${moment.getUTCFullYear()}:${moment.toISOString().slice(11, 19)} +0000`;
}

/** A web server's log in the "combined" format, with health checks of the machine itself in between. */
export function accessLog(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "access.log");
  const planted: PlantedValue[] = [];
  const lines = Array.from({ length: 420 }, (_, index) => {
    const time = nginxTime(START + index * 17);
    if (index % 9 === 0) return `127.0.0.1 - - [${time}] "GET /health HTTP/1.1" 200 2 "-" "probe/1.2.3.4"`;
    if (index % 31 === 0) return `192.0.2.11 - - [${time}] "GET /metrics HTTP/1.1" 200 5120 "-" "collector/2.0.0.1"`;
    const address = random.pick(shop.visitors);
    planted.push(...plant("ip_address", address));
    const reader = random.pick(shop.customers);
    const isUnsubscribing = index % 83 === 1;
    if (isUnsubscribing) planted.push(...plant("email", reader.email));
    const path = isUnsubscribing ? `/newsletter/off?email=${reader.email}` : random.pick(PATHS);
    const login = index % 40 === 3 ? mailLocalPart(reader.family) : "-";
    if (login !== "-") planted.push(...plant("username", login));
    return `${address} - ${login} [${time}] "GET ${path} HTTP/2.0" ${random.pick([200, 200, 200, 304, 404])} ${random.int(180, 64_000)} "-" "${random.pick(USER_AGENTS)}"`;
  });
  return textFile("logs/access.log", `${lines.join("\n")}\n`, {
    planted,
    traps: [
      trapValue("127.0.0.1", "ip_address", "the machine itself"),
      trapValue("192.0.2.11", "ip_address", "documentation range, the shop's own collector"),
      trapValue("1.2.3.4", "ip_address", "version of a probe"),
      trapValue("Safari", "name", "browser"),
    ],
  });
}

interface Said {
  readonly fields: Readonly<Record<string, string>>;
  readonly planted: readonly PlantedValue[];
}

const HARMLESS = ["cart recalculated", "state of order changed", "phone case stock low", "release 1.2.3.4 started"];

function logMessage(random: Random, shop: Shop, index: number): Said {
  const person = random.pick(shop.customers);
  const address = random.pick(shop.visitors);
  if (index % 23 === 5)
    return {
      fields: { message: `password reset requested for ${person.email}`, client_ip: address },
      planted: [...plant("email", person.email), ...plant("ip_address", address)],
    };
  if (index % 37 === 8)
    return {
      fields: { message: `courier could not reach ${person.fullName} on ${person.phone}` },
      planted: [...plant("name", person.fullName), ...plant("phone", person.phone)],
    };
  return { fields: { message: random.pick(HARMLESS) }, planted: [] };
}

/** An application's log, one JSON object a line. Two of its messages say more about people than they should. */
export function applicationLog(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "app.jsonl");
  const planted: PlantedValue[] = [];
  const lines = Array.from({ length: 200 }, (_, index) => {
    const head = {
      time: new Date((START + index * 29) * 1000).toISOString(),
      level: random.pick(["info", "info", "warn"]),
      trace: random.hex(32),
      request: random.uuid(),
      host: "192.0.2.10",
    };
    const said = logMessage(random, shop, index);
    planted.push(...said.planted);
    return JSON.stringify({ ...head, ...said.fields });
  });
  return textFile("logs/app.jsonl", `${lines.join("\n")}\n`, {
    planted,
    traps: [
      trapValue("192.0.2.10", "ip_address", "documentation range, the shop's own server"),
      trapValue("1.2.3.4", "ip_address", "version of a release"),
      trapValue("phone case stock low", "phone", "goods"),
    ],
  });
}
