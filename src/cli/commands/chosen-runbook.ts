import { defaultRunbook } from "../../app/plan/index.ts";
import { safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

/** Returns the runbook that a command names, or else the default one, which it then tells on stderr. */
export async function chosenRunbook(io: Io, named: string | undefined, { quiet }: GlobalOptions): Promise<string> {
  if (named !== undefined) return named;
  const { file, namedIn } = await defaultRunbook(io);
  const origin = namedIn === null ? "" : `, which ${namedIn} names`;
  if (!quiet) await io.stderr.write(`using ${safeText(file + origin)}\n`);
  return file;
}
