import { type Verified, type VerifiedStore, verify as verifyRecords } from "../../app/verify/index.ts";
import { listNames } from "../../diagnostics/index.ts";
import type { RunId } from "../../domain/index.ts";
import { apiVersion, plural, type VerificationShape } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";

interface VerifyOptions extends GlobalOptions {
  readonly head?: string;
}

/** Maximum number shown on a terminal; JSON contains all. */
const straysShown = 10;

/**
 * Runs `wct verify [RUN]`: checks event chains, and the digest of every object that a run names. Exits with 3 if
 * something is damaged.
 */
export async function verify(io: Io, reference: string | undefined, options: VerifyOptions): Promise<number> {
  const request = { reference, store: options.store, head: options.head };
  const { intact, runs, store, withoutHead } = await verifyRecords(io, request, {
    verified: async (one) => {
      if (options.json || (options.quiet && one.damage.length === 0)) return;
      await io.stdout.write(`${sentence(one)}\n`);
    },
    removed: async (run) => await io.stderr.write(`${run} was deleted in the meantime\n`),
  });
  if (withoutHead.length > 0 && !options.quiet) await io.stderr.write(`${unknownEnds(withoutHead)}\n`);
  if (options.json) {
    const answer: VerificationShape = { apiVersion, kind: "Verification", intact, runs, store };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (store !== null) await showStore(io, store, options);
  return intact ? 0 : 3;
}

function sentence({ run, events, objects, damage, head }: Verified): string {
  if (damage.length === 0)
    return `${run}  intact: ${plural(events, "event")}, ${plural(objects, "object")}, head ${head}`;
  return [`${run}  damaged`, ...damage.map((one) => `  ${one.artifact ?? "record"}: ${one.what}`)].join("\n");
}

const unknownEnds = ({ length }: readonly RunId[]): string =>
  `no head of ${plural(length, "run")} is stored outside of the database: only \`wct verify RUN --head HASH\` detects a loss at the end of such a run`;

async function showStore(io: Io, { damage, unneeded, strays }: VerifiedStore, { quiet }: VerifyOptions): Promise<void> {
  if (damage.length > 0) {
    await io.stdout.write(`${["store  damaged", ...damage.map(({ what }) => `  ${what}`)].join("\n")}\n`);
  }
  if (quiet) return;
  if (unneeded !== null && unneeded > 0) {
    await io.stderr.write(
      `${plural(unneeded, "object")} not used by any run; a prune deletes those that no process may still be recording\n`,
    );
  }
  if (strays.length > 0) {
    await io.stderr.write(`unknown files in the store's folder, not touched: ${listNames(strays, straysShown)}\n`);
  }
}
