import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Project } from "./privacy/project.ts";
import { expectGolden } from "./support/golden.ts";

const records = join(import.meta.dirname, "records");
const versions = readdirSync(records).filter((name) => /^v\d+\.\d+$/.test(name));

test("there is a record of the first version", () => expect(versions).toContain("v0.1"));

describe.each(versions)("the record that %s wrote", (version) => {
  let project: Project;
  beforeEach(() => {
    project = new Project({});
    // A copy: SQLite puts files beside a database that is only read.
    cpSync(join(records, version, "store"), project.store, { recursive: true });
    // Git keeps no empty folders.
    for (const name of ["objects", "spool", "tmp"]) mkdirSync(join(project.store, name), { recursive: true });
  });
  afterEach(() => project.remove());

  const wct = (...args: readonly string[]) => project.wct(args, { TZ: "UTC" });
  const golden = (name: string, text: string): void => expectGolden(`records/${version}/${name}`, text);
  const indented = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);

  test("verifies to the last object", () => {
    const said = wct("verify", "--json");
    expect(said.code).toBe(0);
    golden("verify.json", indented(said.stdout));
  });

  test("is listed", () => golden("runs.json", indented(wct("runs", "--json").stdout)));

  test("is inspected, with artifacts that completed, failed and were skipped", () => {
    golden("inspect.json", indented(wct("inspect", "latest", "--json").stdout));
  });

  test.each(["notes", "archive", "dropped", "twice", "optional_failure", "skipped_for_failure"])(
    "tells how %s was made",
    (artifact) => golden(`meta-${artifact}.json`, wct("inspect", "latest", artifact, "--meta").stdout),
  );

  test("gives back what was read", () => golden("notes.json", wct("inspect", "latest", "notes").stdout));

  test("gives back a slice of a large artifact", () => {
    const said = wct("inspect", "latest", "archive", "--head", "1", "--json");
    const [first] = JSON.parse(said.stdout).content.items;
    expect(first.content.slice(0, 60)).toBe(`entry 0: nothing to see, ${"x".repeat(35)}`);
  });

  test("says that content was not kept", () => {
    const said = wct("inspect", "latest", "dropped");
    expect(said.code).toBe(3);
    expect(said.stderr).toContain("content was not kept");
  });

  test("is replayed", () => golden("replay.txt", wct("replay", "latest").stdout));

  test("tells what was made from what", () => {
    golden("lineage-notes.txt", wct("inspect", "latest", "notes", "--lineage").stdout);
  });

  test("is asked by JSONPath", () => {
    const said = wct("inspect", "latest", "archive", "--path", "$.items[-1:].id");
    expect([said.code, JSON.parse(said.stdout)]).toEqual([0, expect.any(String)]);
  });

  test("is exported", () => {
    expect(wct("export", "latest", "notes", "--format", "json", "-o", "out").code).toBe(0);
    golden("export-notes.json", readFileSync(join(project.dir, "out", "notes.json"), "utf8"));
  });

  test("is joined by a new run of this version", () => {
    project.write(
      "runbook.yaml",
      "name: New\ndescription: d\nartifacts:\n  a:\n    source: { type: filesystem, properties: { path: ./data } }\n",
    );
    project.write("data/a.txt", "new");
    expect(wct("run", "runbook.yaml").code).toBe(0);
    const { runs } = JSON.parse(wct("runs", "--json").stdout);
    expect(runs).toHaveLength(2);
    const { artifacts } = JSON.parse(wct("diff", runs[1].id, "latest", "--json").stdout);
    expect(artifacts[0]).toMatchObject({ id: "a", change: "added" });
    expect(artifacts).toContainEqual(expect.objectContaining({ id: "notes", change: "removed" }));
    expect(wct("verify").code).toBe(0);
  });
});
