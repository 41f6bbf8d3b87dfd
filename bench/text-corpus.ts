import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "./workloads.ts";

const words =
  "request order customer payload queue worker started finished retry cache entry index table update commit session token header response latency milliseconds service gateway upstream timeout configuration value loaded reading writing the a of to in for with without after before between parcel invoice payment address account delivery warehouse shelf return label".split(
    " ",
  );
const first = ["anna", "bela", "carla", "dmitri", "elif", "farid", "greta", "hugo", "ines", "jonas"];
const last = ["muster", "kowalski", "okafor", "lindqvist", "moreau", "tanaka", "rossi", "novak"];

/**
 * Creates a generator of log and prose lines of about 120 characters. One in twenty contains personal data. The same
 * seed gives the same lines.
 */
function createLines(seed: number): () => string {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
  const name = (): string => `${pick(first)}.${pick(last)}`;
  const hit: readonly (() => string)[] = [
    () => `mail=${name()}${digits(2)}@shop.example.com`,
    () => `mail: ${name()}@${pick(["gmail.com", "web.de", "orange.fr"])}`,
    () => `phone +49 30 ${digits(7)}`,
    () => `call 0171 ${digits(7)}`,
    () => `client ${1 + Math.floor(random() * 200)}.${digits(2)}.${digits(2)}.${digits(2)}`,
    () => "IBAN DE89 3704 0044 0532 0130 00",
    () => "card 4539 1488 0343 6467",
    () => `Dear Ms ${pick(last).replace(/^./, (c) => c.toUpperCase())},`,
  ];
  const pad = (value: number, size = 2): string => String(value).padStart(size, "0");
  let clock = 0;
  return () => {
    clock = (clock + Math.floor(random() * 900)) % 86_400_000;
    const second = Math.floor(clock / 1000);
    const time = `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}.${pad(clock % 1000, 3)}`;
    const isProse = random() < 0.3;
    let line = isProse
      ? ""
      : `2026-03-${pad(1 + Math.floor(random() * 28))}T${time}Z ${pick(["INFO", "WARN", "DEBUG"])} [${pick(words)}-${digits(1)}] id=${digits(6)} `;
    const at = random() < 0.05 ? line.length + Math.floor(random() * 40) : Number.POSITIVE_INFINITY;
    let isPlaced = false;
    while (line.length < 118) {
      if (!isPlaced && line.length >= at) {
        line += `${pick(hit)()} `;
        isPlaced = true;
      }
      line += `${pick(words)} `;
    }
    return `${line.trimEnd()}\n`;
  };
}

const fileBytes = 8 << 20;

/** Writes a corpus of about this number of bytes in files of 8 MiB. */
export function writeCorpus(folder: string, bytes: number): void {
  mkdirSync(folder, { recursive: true });
  const line = createLines(11);
  for (let written = 0, number = 0; written < bytes; number += 1) {
    const file = openSync(join(folder, `log-${String(number).padStart(4, "0")}.log`), "w");
    for (let size = 0; size < fileBytes && written < bytes; ) {
      let piece = "";
      while (piece.length < 256 * 1024) piece += line();
      const length = writeSync(file, piece);
      size += length;
      written += length;
    }
    closeSync(file);
  }
}
