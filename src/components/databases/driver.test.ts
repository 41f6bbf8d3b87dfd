import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDriver } from "./driver.ts";

test("a driver in the first folder takes precedence over one in the second", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wct-driver-"));
  try {
    for (const name of ["project", "program"]) {
      const path = join(folder, name, "node_modules", "some-driver");
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, "package.json"), '{ "name": "some-driver", "main": "main.cjs" }');
      writeFileSync(join(path, "main.cjs"), `module.exports = { of: "${name}" };`);
    }
    const places = ["empty", "project", "program"].map((name) => join(folder, name));
    expect(await loadDriver("some-driver", places)).toEqual({ of: "project" });
    expect(await loadDriver("some-driver", places.slice(2))).toEqual({ of: "program" });
    expect(await loadDriver("other-driver", places)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
