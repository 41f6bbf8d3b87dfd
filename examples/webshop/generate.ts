import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeDatabase } from "./generator/database.ts";
import { makeFiles } from "./generator/files.ts";
import { gatherPlanted } from "./generator/planted.ts";
import { makeShop } from "./generator/shop.ts";

/** The seed of the data that is committed. */
export const SEED = 20_251_209;

/** Writes `data/shop.db`, `data/files/` and `planted.json` under a folder, replacing what an earlier call wrote there. */
export function generateWebshop(folder: string, seed: number = SEED): void {
  const shop = makeShop(seed);
  const files = makeFiles(shop);
  const data = join(folder, "data");
  rmSync(data, { recursive: true, force: true });
  for (const { path, bytes } of files) {
    const target = join(data, "files", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  writeDatabase(join(data, "shop.db"), shop.tables);
  writeFileSync(join(folder, "planted.json"), `${JSON.stringify(gatherPlanted(shop, files), null, 2)}\n`);
}

if (import.meta.main) generateWebshop(import.meta.dirname);
