import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HurtStore } from "../support/hurt-store.ts";

// The definitions of tables are text in the database, in which a bit can change as anywhere else.
const hurt = HurtStore.use();

test.each(["runs", "frames", "objects", "dropped"])(
  "a flipped bit in the definition of %s is damage of the store, or makes no difference",
  async (table) => {
    const whole = readFileSync(hurt.database);
    const start = whole.indexOf(`CREATE TABLE ${table}`);
    const end = whole.indexOf(")", start);
    for (let at = start; at < end; at += 11) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(whole.readUInt8(at) ^ 4, at);
      const place = `"${whole.subarray(at - 5, at + 5).toString("latin1")}"`;
      for (const args of [["verify"], ["runs"], ["runs", "prune", "--keep", "9", "--yes"]]) {
        writeFileSync(hurt.database, bytes);
        const { code, stderr } = await hurt.cli(...args);
        expect([0, 3], `wct ${args[0]} with ${place} hurt: ${stderr}`).toContain(code);
      }
    }
  },
);

test.each(["id", "runbook_name", "outcome", "frame_key", "stored_bytes"])(
  "column %s with another name",
  async (name) => {
    const other = name.replace(/..$/, "xx");
    const text = readFileSync(hurt.database, "latin1");
    writeFileSync(
      hurt.database,
      text.replaceAll(new RegExp(`\\b${name} (?=TEXT|INTEGER)`, "g"), `${other} `),
      "latin1",
    );
    const verified = await hurt.cli("verify");
    expect(verified.code).toBe(3);
    expect(verified.stdout + verified.stderr).toMatch(
      /not defined as version \d+ defines it|error\[WCT_STORE_DAMAGED\]/,
    );
    const pruned = await hurt.cli("runs", "prune", "--keep", "0", "--yes");
    expect(pruned.code).toBe(3);
    expect(pruned.stderr).toContain("error[WCT_STORE_DAMAGED]");
  },
);

test("a version of the schema that is not the one in the database", async () => {
  for (const version of [0, 1, 2]) {
    const bytes = readFileSync(hurt.database);
    bytes.writeUInt32BE(version, 60);
    writeFileSync(hurt.database, bytes);
    for (const args of [["verify"], ["runs", "prune", "--keep", "9", "--yes"]]) {
      const { code, stdout, stderr } = await hurt.cli(...args);
      expect({ version, code }).toEqual({ version, code: 3 });
      expect(stdout + stderr).toMatch(/not defined as version|WCT_STORE_DAMAGED/);
    }
  }
});
