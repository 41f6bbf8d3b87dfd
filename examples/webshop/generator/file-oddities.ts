import { crc32 } from "node:zlib";
import { makeIban } from "./check-digits.ts";
import { seededRandom } from "./random.ts";
import type { Shop } from "./shop.ts";
import type { ShopFile } from "./shop-file.ts";
import { binaryFile, plant, textFile, trapValue } from "./shop-file.ts";

/** Hashes, UUIDs and versions in the shape of a lock file: nothing here is anybody's. */
export function lockFile(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "packages.lock");
  const entries = Array.from({ length: 220 }, (_, index) => ({
    name: `@shop/part-${index}@^${random.int(0, 9)}.${random.int(0, 30)}.${random.int(0, 9)}`,
    version: `${random.int(0, 9)}.${random.int(0, 30)}.${random.int(0, 9)}.${random.int(0, 99)}`,
    resolved: random.uuid(),
    integrity: `sha512-${random.base64(86).replaceAll(".", "+")}==`,
    checksum: random.hex(64),
    built: String(random.int(1_600_000_000_000, 1_760_000_000_000)),
  }));
  const blocks = entries.map(({ name, ...fields }) =>
    [`"${name}":`, ...Object.entries(fields).map(([field, value]) => `  ${field} ${value}`)].join("\n"),
  );
  return textFile("build/packages.lock", `# made by a machine, do not edit\n\n${blocks.join("\n\n")}\n`, {
    traps: entries
      .slice(0, 4)
      .flatMap((entry) => [
        trapValue(entry.name, "email", "name and version of a package"),
        trapValue(entry.version, "ip_address", "four-part version number"),
        trapValue(entry.resolved, "phone", "UUID"),
        trapValue(entry.integrity, "phone", "hash in base64"),
        trapValue(entry.checksum, "phone", "hash in hex, with runs of digits"),
        trapValue(entry.built, "phone", "13-digit timestamp"),
      ]),
  });
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

// A "stored" block: compressed bytes would differ between versions of zlib.
function zlibStored(bytes: Uint8Array): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
  head.writeUInt16LE(bytes.length, 3);
  head.writeUInt16LE(~bytes.length & 0xffff, 5);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(adler32(bytes));
  return Buffer.concat([head, bytes, tail]);
}

/** A picture of 32 by 32 grey dots, some of whose bytes happen to spell an address and a number. */
export function logo(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "logo.png");
  const size = 32;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head[8] = 8;
  const rows = Buffer.from(
    Array.from({ length: size * (size + 1) }, (_, index) => (index % (size + 1) === 0 ? 0 : random.int(0, 255))),
  );
  rows.write("q@x.example", 100, "latin1");
  rows.write("+49 30 23125 999", 400, "latin1");
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bytes = Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", zlibStored(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return binaryFile("images/logo.png", bytes, [
    trapValue("q@x.example", "email", "bytes of a picture"),
    trapValue("+49 30 23125 999", "phone", "bytes of a picture"),
  ]);
}

/** A folder that `.gitignore` hides, with a file in it that nobody may read. */
export function ignoredFolder(shop: Shop): readonly ShopFile[] {
  const random = seededRandom(shop.seed, "scratch");
  const iban = makeIban(random, "DE");
  const hidden = ["Ottokar Nirgendwo", "ottokar.nirgendwo@inbox.example.net", "+49 89 99998 777", iban] as const;
  return [
    textFile(".gitignore", "# dumps stay on the machine they were made on\nscratch/\n*.tmp\n"),
    textFile("scratch/dump.csv", `name,email,phone,iban\n${hidden.join(",")}\n`, {
      isIgnored: true,
      planted: [
        ...plant("name", hidden[0]),
        ...plant("email", hidden[1]),
        ...plant("phone", hidden[2]),
        ...plant("bank_account", hidden[3]),
      ],
    }),
  ];
}
