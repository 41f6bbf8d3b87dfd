// Writes a small run record with this version of wct, which the tests of every later version read:
//   node scripts/freeze-record.ts   writes test/records/v<major.minor>/store
// Never write a published record again: it is useful only because an old version wrote it.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);

const runbook = `# Every way in which an artifact can end, and objects of every kind.
name: Frozen record
description: A small run that later versions must still read
contact: "Records <records@example.org>"
config:
  max_concurrency: 2
artifacts:
  notes:
    name: Notes
    description: A few small files
    source: { type: filesystem, properties: { path: ./notes } }
    output: true
  archive:
    description: Too large for the database, so it is a file
    source: { type: filesystem, properties: { path: ./archive } }
  dropped:
    description: Its content is not kept
    source: { type: filesystem, properties: { path: "\${NOTES:-./notes}" } }
    retain: false
  twice:
    inputs: notes
  optional_failure:
    source: { type: sqlite, properties: { database_path: ./notes/a.txt } }
    optional: true
  skipped_for_optional:
    inputs: optional_failure
  failure:
    source: { type: sqlite, properties: { database_path: ./notes/b.txt } }
  skipped_for_failure:
    inputs: [notes, failure]
`;

function archiveLines(): string {
  return Array.from({ length: 2000 }, (_, i) => `entry ${i}: nothing to see, ${"x".repeat(40)}`).join("\n");
}

function makeProject(dir: string): void {
  const files = {
    "runbook.yaml": runbook,
    "notes/a.txt": "First note\nof two lines\n",
    "notes/b.txt": "Zweite Notiz, mit Umlauten: äöü\n",
    "archive/log.txt": archiveLines(),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

function run(dir: string): void {
  const program = join(root, "src", "cli", "bin.ts");
  const args = [program, "run", "runbook.yaml", "--workers", "2"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: dir, env: {}, encoding: "utf8" });
  if (status !== 1) throw new Error(`the run was to fail with 1, and ended with ${status}:\n${stderr}`);
}

/**
 * Copies a store without what is recreated on opening, and without its .gitignore, which would hide the copy from Git.
 */
function keep(from: string, to: string): void {
  if (existsSync(join(from, "store.db-wal"))) throw new Error("the store was not closed properly");
  if (existsSync(to)) throw new Error(`${to} is there already; a frozen record is not made again`);
  mkdirSync(to, { recursive: true });
  for (const name of ["store.db", "key", "objects"]) cpSync(join(from, name), join(to, name), { recursive: true });
}

const manifest: { readonly version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const target = join(root, "test", "records", `v${manifest.version.replace(/\.\d+$/, "")}`, "store");
const dir = mkdtempSync(join(tmpdir(), "wct-freeze-"));
try {
  makeProject(dir);
  run(dir);
  keep(join(dir, ".wct"), target);
  console.log(`wrote ${target}`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
