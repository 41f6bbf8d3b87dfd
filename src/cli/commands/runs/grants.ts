import { type StoreRole, storeGrants } from "../../../store/index.ts";
import type { Io } from "../../io.ts";

/** Runs `wct runs grants KIND ROLE`: prints SQL, for the owner of the tables to run. */
export async function grants(io: Io, kind: StoreRole, role: string): Promise<number> {
  await io.stdout.writeData(await storeGrants(kind, role));
  return 0;
}
