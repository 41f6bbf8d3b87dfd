import { describe, expect, test } from "vitest";
import { ipAddress } from "./index.ts";

const found = (text: string): readonly string[] =>
  [...ipAddress.find(text)].filter(({ score }) => score >= 0.5).map(({ start, end }) => text.slice(start, end));

describe("addresses of machines are told from other numbers", () => {
  test.each([
    ["from 84.23.100.7 and 2a02:84ea:17fb:7a5c::66a", ["84.23.100.7", "2a02:84ea:17fb:7a5c::66a"]],
    ["v84.23.100.7, version 84.23.100.7, Chrome/120.0.6099.7, ^84.23.100.7", []],
    ["127.0.0.1 ::1 0.0.0.0 255.255.255.255 12:34:56 std::vector::iterator", []],
    ["84.23.100.0/24 1.84.23.100.7 84.23.100.7.1", []],
    ["SRC=84.17.52.33 clientip=84.17.52.34 remote_ip=84.17.52.35", ["84.17.52.33", "84.17.52.34", "84.17.52.35"]],
    ["connect to 84.17.52.33:443, (<84.17.52.34>), net 84.17.52.35/32", ["84.17.52.33", "84.17.52.34", "84.17.52.35"]],
    ["IPv6:2a02:84ea:17fb:7a5c::66a ip ::ffff:84.17.52.33", ["2a02:84ea:17fb:7a5c::66a", "::ffff:84.17.52.33"]],
    ["84.17.52.33\n84.17.52.34\n84.17.52.35\n", ["84.17.52.33", "84.17.52.34", "84.17.52.35"]],
    ["## 84.17.52.33", []],
    ["84.17.52.33 (2024-01-01)", []],
    ["OID 2.5.29.15, section 13.2.5.73, >=84.17.52.33, ~84.17.52.33, upgrade from 84.17.52.33 to 84.17.52.34", []],
    ["12 84.17.52.33 7", []],
    ["package-62 7.25.26.5 -> 35.11.18.20, pack 28.28 -> 35.11.18.20", []],
    ["case '1.3.101.110': ES6$24.2.4.21 is 2.5.29.200", []],
    ['STREET_ADDRESS = ObjectIdentifier("2.5.4.9")', []],
    ["the IP address 1.2.3.4 of an example", []],
    ["client ip 35.11.18.20", ["35.11.18.20"]],
    ["verzió 84.17.52.33, versão 84.17.52.34, sürüm 84.17.52.35, έκδοση 84.17.52.36, версія 84.17.52.37", []],
    ["IP-cím 77.218.123.108, verzió 7.26.25.16", ["77.218.123.108"]],
  ])("%s", (text, expected) => expect(found(text)).toEqual(expected));
});

/** One a line; all are addresses of four small, private or documentation numbers. */
const addresses = `
Der Drucker im Flur hat die [10.2.0.14].
Please whitelist [12.34.5.6] for the office.
Seit gestern kommen viele Anfragen von [5.9.33.12].
I tried to reach [8.8.4.4] but it timed out.
Connexion refusée depuis [23.5.12.9].
El acceso desde [31.13.24.8] fue bloqueado.
L'accesso da [5.10.20.30] è stato negato.
Zalogowano z [31.2.14.50] o 10:15.
Przychodzi to z [31.2.14.50], proszę sprawdzić.
Přihlášení z [46.13.22.8] selhalo.
Kirjautuminen osoitteesta [62.8.14.3] epäonnistui.
Inloggning från [46.21.5.9] nekades.
Вход с [46.8.12.33] заблокирован.
Σύνδεση από [62.1.38.2] απέτυχε.
[12.34.5.6] - - [10/Oct/2024:13:55:36 +0000] "GET /login HTTP/1.1" 200 12
[12.34.5.6] - jane [10/Oct/2024:13:55:36 +0000] "GET / HTTP/1.1" 200 12
84.17.52.33 2024-10-10 13:55:36 login
2024-10-10T13:55:36Z [12.34.5.6] GET /login 200
Failed password for root from [12.34.5.6] port 22 ssh2
ssh deploy@[84.17.52.33] and http://[12.34.5.6]/admin
scp a.txt root@[12.34.5.6]:/tmp
profile updated by user from [84.17.52.33]
After the update the server [12.34.5.6] is not reachable.
Gateway [192.168.1.1], mask 255.255.255.0
Mein Rechner: [192.168.178.23]
listening on [10.1.2.3]:8080
host [203.0.113.7] reported
The attacker at [198.51.100.23] tried 12 times.
Bereich [84.17.52.33]-[84.17.52.40] sperren
device [12.34.5.6]/24 up
Received: from mail (unknown [[12.34.5.6]])
remoteAddress=[12.34.5.6] clientIp: [12.34.5.7]
IP adresa je [31.13.24.8], verze 7.12.9.3
User jane ([10.20.30.40]) logged out
Zuletzt angemeldet: 12.03.2024, 14:20 ([31.17.22.8])
the VPN address is [10.8.0.6].
fd12:3456:789a::1 and [2001:db8::7] are addresses of the office
`;

describe("small, private and documentation numbers in sentences and logs are addresses", () => {
  test.each(
    addresses
      .trim()
      .split("\n")
      .map((line) => [line]),
  )("%s", (marked) => {
    const expected = [...marked.matchAll(/\[([\da-f.:]+\.[\da-f.:]+|[\da-f:]+::[\da-f:]*)\]/g)].map(([, one]) => one);
    const text = marked.replace(/\[([\da-f.:]+\.[\da-f.:]+|[\da-f:]+::[\da-f:]*)\]/g, "$1");
    for (const one of expected) expect(found(text)).toContain(one);
  });
});

const others = `
version 12.34.5.6
Update auf 10.2.0.14 behebt den Fehler
We upgraded the server to 7.12.9.3 yesterday.
Die Version 10.2.0.14 ist seit Montag verfügbar.
La mise à jour 7.12.9.3 est disponible.
7.12.9.3 was released in May.
nginx 1.18.0.4 on Debian
Chrome 12.34.5.6
wersję 10.2.0.14 zainstalowano
aktualizace na 7.12.9.3
package-62 7.25.26.5 -> 35.11.18.20
file 4.3.2.1-beta
3.2.1.4 Scope and terms, see 3.4.5.6
Siehe 3.2.1.4 und Abschnitt 4.1.2.3.
as defined in section 7.3.2.1 of the contract
§ 3.2.1.4
according to 3.4.1.2 of the contract
gemäß 3.4.1.2 der Satzung
The app 3.2.1.0 crashes
Tlf. 45.76.99.99
Telefon: 45.76.99.99
1.3.6.1 is an arc
left-pad@7.12.9.3
User-Agent: App/12.34.5.6
7.12.9.3 (2024-01-01)
## 7.12.9.3
bump x from 7.12.9.3 to 7.12.10.1
dependency >= 7.12.9.3
12.34.5.6 12.34.5.7 12.34.5.8
84.23.100.0/24
total 12.34.5.6,50
`;

describe("versions, sections and phone numbers are none", () => {
  test.each(
    others
      .trim()
      .split("\n")
      .map((line) => [line]),
  )("%s", (text) => expect(found(text)).toEqual([]));
});

test("in a program an address needs a word, and documentation addresses are none", () => {
  const program = (line: string) => `import { a } from "b";\nconst x = [];\n${line}\nfunction f(x) {\n  return x;\n}\n`;
  expect(found(program('const list = ["84.17.52.33", "203.0.113.7", "2001:db8::1", "10.0.0.3"];'))).toEqual([]);
  expect(found(program('expect(host).toBe("203.0.113.7");'))).toEqual([]);
  expect(found(program('const clientIp = "84.17.52.33";'))).toEqual(["84.17.52.33"]);
});
