import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesBelow, Project, type Said, spoken, type Trace } from "./project.ts";

const webshop = join(import.meta.dirname, "..", "..", "examples", "webshop");
// What identifies a person by itself. A street or a disease also stands in rules and in honest descriptions.
const telling = new Set(["name", "email", "phone", "bank_account", "payment_card", "ip_address", "password", "tax_id"]);

interface Planted {
  readonly database: { readonly values: Readonly<Record<string, readonly string[]>> };
  readonly files: readonly {
    readonly planted: readonly { readonly value: string; readonly category: string }[];
  }[];
}

let project: Project;
let said: Said;
let traces: readonly Trace[];

beforeAll(async () => {
  project = new Project({});
  for (const name of ["data", "organisation.yaml"]) {
    cpSync(join(webshop, name), join(project.dir, name), { recursive: true });
  }
  const runbook = readFileSync(join(webshop, "runbook.yaml"), "utf8");
  // Nothing raw is left then, so that nothing needs to be left out of the search.
  project.write("runbook.yaml", runbook.replace("\nconfig:\n", "\nconfig:\n  retain: derived\n"));
  said = project.wct(["run", "runbook.yaml"]);
  const more = ["personal_data", "gdpr_article_30"].map((id) => project.wct(["inspect", "latest", id]));
  more.push(project.wct(["report", "latest", "--raw"]), ...reviewed(), ...exported());
  traces = [...(await project.traces()), ...[said, ...more].flatMap(spoken)];
}, 240_000);

afterAll(() => project.remove());

/** Calls what a person reviews findings with; the baseline is written to `outputs`, which is searched. */
function reviewed(): readonly Said[] {
  const listed = project.wct(["findings", "latest", "--json"]);
  const found: readonly { readonly id: string }[] = JSON.parse(listed.stdout).findings;
  const decision = ["--reason", "made-up persons", "--reviewer", "Rita", "--baseline", "outputs/decided.json"];
  return [
    listed,
    project.wct(["findings", "latest"]),
    project.wct(["findings", "accept", "latest", "--min-score", "0", ...decision]),
    ...found.slice(0, 3).map(({ id }) => project.wct(["explain", "latest", id])),
    project.wct(["check", "latest", "--fail-on", "high,new", "--baseline", "outputs/decided.json"]),
    project.wct(["check", "latest", "--write-baseline", "outputs/accepted.json"]),
  ];
}

/** Exports the findings in every format that writes text. */
function exported(): readonly Said[] {
  return ["csv", "html", "json", "markdown", "ndjson", "sarif"].map((format) =>
    project.wct(["export", "latest", "personal_data", "--format", format, "-o", `outputs/${format}`]),
  );
}

function plantedValues(): readonly string[] {
  const { database, files }: Planted = JSON.parse(readFileSync(join(webshop, "planted.json"), "utf8"));
  const inFiles = files.flatMap((file) => file.planted.filter(({ category }) => telling.has(category)));
  return [...new Set([...Object.values(database.values).flat(), ...inFiles.map(({ value }) => value)])];
}

test("the webshop's record is made, with findings that stay and raw content that does not", () => {
  expect(said.stderr).not.toContain("error[");
  expect(said.code).toBe(0);
  const kept = (id: string) => JSON.parse(project.wct(["inspect", "latest", id, "--meta"]).stdout).kept;
  expect(["shop_database", "shop_files", "personal_data", "gdpr_article_30"].map(kept)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  const written = traces.map(({ place }) => place).filter((place) => /^outputs\/(?:\w+\.json|\w+\/\S+)$/.test(place));
  expect(written).toEqual(
    expect.arrayContaining([
      ...["outputs/decided.json", "outputs/accepted.json"],
      ...["outputs/csv/personal_data.csv", "outputs/sarif/personal_data.sarif", "outputs/html/personal_data.html"],
    ]),
  );
  const outputs = traces.flatMap(({ place }) => /^outputs\/[^/]+\/(.+)$/.exec(place)?.[1] ?? []);
  expect(outputs).toEqual(
    expect.arrayContaining([
      "gdpr_article_30.html",
      "gdpr_article_30.json",
      "gdpr_article_30.md",
      "personal_data.json",
    ]),
  );
});

test("the planted values can be found where they are", () => {
  const data = filesBelow(join(webshop, "data")).map((file) => readFileSync(file));
  const values = plantedValues();
  const found = values.filter((value) => data.some((bytes) => bytes.includes(Buffer.from(value))));
  // The rest stands in files of other encodings.
  expect(found.length).toBeGreaterThan(values.length * 0.8);
});

test("no value that was planted in the webshop is in findings, record, events or anything printed", () => {
  const values = plantedValues();
  expect(values.length).toBeGreaterThan(300);
  const leaks = values.flatMap((value) => {
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].map((form) =>
      Buffer.from(form),
    );
    const places = traces.filter(({ bytes }) => forms.some((form) => bytes.includes(form)));
    return places.map(({ place }) => `${value} in ${place}`);
  });
  expect(leaks).toEqual([]);
});
