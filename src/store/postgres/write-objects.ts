import { wctError } from "../../diagnostics/index.ts";
import type { Digest, StagedObject } from "../../domain/index.ts";
import { hexDigest } from "../records/index.ts";
import { bytesOf } from "../rows/index.ts";
import type { Session } from "./database.ts";
import { bufferOf, digestBytes } from "./run-rows.ts";

/** Number of rows per statement. Each small object has at most 64 KiB. */
const rowsAtOnce = 200;

type InlineObject = Extract<StagedObject, { readonly kind: "inline" }>;
type StoredStaged = Extract<StagedObject, { readonly kind: "stored" }>;

/**
 * Makes objects visible, in the transaction of the frame that names them. By digest, so that two writers of the same
 * content never wait for each other in a circle.
 */
export async function commitObjects(session: Session, objects: readonly StagedObject[]): Promise<void> {
  const unique = [...new Map(objects.map((object) => [object.digest, object])).values()];
  const ordered = unique.toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
  const inline = ordered.filter((object) => object.kind === "inline");
  for (let at = 0; at < inline.length; at += rowsAtOnce) await insertInline(session, inline.slice(at, at + rowsAtOnce));
  const stored = ordered.filter((object) => object.kind === "stored");
  for (let at = 0; at < stored.length; at += rowsAtOnce) await commitStaged(session, stored.slice(at, at + rowsAtOnce));
}

/** What a worker has staged under the same digest is replaced: nobody has checked it. */
async function insertInline(session: Session, objects: readonly InlineObject[]): Promise<void> {
  await session.run(
    `INSERT INTO wct.objects (digest, bytes, elements, stored_bytes, data, is_committed)
     SELECT digest, bytes, elements, length(data), data, true
     FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[]) AS n (digest, bytes, elements, data)
     ON CONFLICT (digest) DO UPDATE SET bytes = EXCLUDED.bytes, elements = EXCLUDED.elements,
       stored_bytes = EXCLUDED.stored_bytes, data = EXCLUDED.data, is_committed = true
     WHERE NOT objects.is_committed`,
    [
      objects.map(({ digest }) => digestBytes(digest)),
      objects.map(({ bytes }) => bytes),
      objects.map(({ elements }) => elements),
      objects.map(({ data }) => bufferOf(data)),
    ],
  );
}

async function commitStaged(session: Session, objects: readonly StoredStaged[]): Promise<void> {
  const changed = await session.rows(
    // What is said of content that is committed already changes nothing: it may be said by a worker.
    `UPDATE wct.objects o SET is_committed = true,
       bytes = CASE WHEN o.is_committed THEN o.bytes ELSE n.bytes END,
       elements = CASE WHEN o.is_committed THEN o.elements ELSE n.elements END
     FROM unnest($1::bytea[], $2::bigint[], $3::bigint[]) AS n (digest, bytes, elements)
     WHERE o.digest = n.digest RETURNING o.digest`,
    [
      objects.map(({ digest }) => digestBytes(digest)),
      objects.map(({ bytes }) => bytes),
      objects.map(({ elements }) => elements),
    ],
  );
  const found = new Set(changed.map((row) => hexDigest(bytesOf(row, "digest"))));
  const gone = objects.find(({ digest }) => !found.has(digest));
  if (gone === undefined) return;
  throw wctError("WCT_STORE_WRITE_FAILED", {
    message: `content ${gone.digest.slice(0, 12)} was deleted before it was recorded`,
    hint: "run it again: missing content is made again",
  });
}

/** Returns which of these objects are not committed. */
export async function missingObjects(
  session: Pick<Session, "rows">,
  digests: readonly Digest[],
): Promise<ReadonlySet<Digest>> {
  const rows = await session.rows("SELECT digest FROM wct.objects WHERE is_committed AND digest = ANY($1::bytea[])", [
    digests.map(digestBytes),
  ]);
  const found = new Set(rows.map((row) => hexDigest(bytesOf(row, "digest"))));
  return new Set(digests.filter((digest) => !found.has(digest)));
}
