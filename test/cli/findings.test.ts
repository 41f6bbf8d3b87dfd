import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CliResult, runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";
import { makeProject, type Project } from "../support/project.ts";

const runbook = `name: Reviewed shop
description: Findings of a small database and of some texts
artifacts:
  shop:
    source: { type: sqlite, properties: { database_path: shop.db } }
  texts:
    source: { type: filesystem, properties: { path: texts } }
  personal_data:
    inputs: [shop, texts]
    process: { type: personal_data }
    output: true
  subjects:
    inputs: [personal_data, shop]
    process: { type: data_subject }
    output: true
`;

let project: Project;

const cli = (args: readonly string[], terminal = false, columns = 100): Promise<CliResult> =>
  runCli(args, { cwd: project.dir, terminal, columns });

async function run(): Promise<string> {
  const { stdout, stderr } = await cli(["run", "reviewed.yaml", "-q", "--json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "").id;
}

interface Listed {
  readonly id: string;
  readonly what: string;
  readonly place: string;
  readonly review: { readonly status: string; readonly moved: boolean; readonly growth: object | null };
}

async function listed(...options: readonly string[]): Promise<readonly Listed[]> {
  const { stdout, code } = await cli(["findings", "latest", "--json", ...options]);
  expect(code).toBe(0);
  return JSON.parse(stdout).findings;
}

const shown = (found: readonly Listed[]) => found.map(({ what, place }) => `${what} ${place}`);
const statuses = (found: readonly Listed[]) =>
  found.map(({ what, place, review }) => `${what} ${place} ${review.status}`);

async function idOf(what: string, place: string): Promise<string> {
  const found = (await listed()).find((one) => one.what === what && one.place.startsWith(place));
  if (found === undefined) throw new Error(`no ${what} in ${place}`);
  return found.id;
}

const decide = (name: "accept" | "reject", ...args: readonly string[]) =>
  cli(["findings", name, "latest", ...args, "--reason", "made-up persons", "--reviewer", "Rita Review"]);

const baseline = (): string => readFileSync(project.path("wct-baseline.json"), "utf8");

function expectTranscript(name: string, args: readonly string[], result: CliResult): void {
  const { stdout, stderr } = result;
  const plain = (text: string) => text.replace(/run_\d+_\d+/g, "RUN");
  const shownArgs = args.map(plain);
  expectGolden(
    `cli/findings/${name}.txt`,
    transcript(shownArgs, { ...result, stdout: plain(stdout), stderr: plain(stderr) }, project.dir),
  );
}

beforeAll(async () => {
  project = makeProject();
  project.write("reviewed.yaml", runbook);
  project.write("texts/notes.txt", "Please write to ines.beispiel@posteo.de\n");
  const database = new DatabaseSync(project.path("shop.db"));
  database.exec("CREATE TABLE staff (id INTEGER PRIMARY KEY, full_name TEXT, sick_leave TEXT, phone TEXT)");
  database.exec("INSERT INTO staff (full_name, sick_leave, phone) VALUES ('Uta Beispiel', 'flu', '+44 20 7946 0018')");
  database.close();
  await run();
}, 60_000);
afterAll(() => project[Symbol.dispose]());
beforeEach(() => rmSync(project.path("wct-baseline.json"), { force: true }));

describe("wct findings RUN", () => {
  test("is one line a finding on a pipe, and groups by table and file on a terminal", async () => {
    const piped = await cli(["findings", "latest"]);
    expectTranscript("piped", ["findings", "latest"], piped);
    const onTerminal = await cli(["findings", "latest", "--no-color"], true);
    expectTranscript("terminal", ["findings", "latest", "--no-color"], onTerminal);
  });

  test.each([24, 40, 60, 80, 132])("fits a terminal of %i columns", async (columns) => {
    const { stdout } = await cli(["findings", "latest", "--no-color"], true, columns);
    const [, ...rows] = stdout.split("\n");
    if (columns >= 40) for (const row of rows) expect(row.length).toBeLessThanOrEqual(columns);
    expect(rows.join("\n")).toContain("email");
  });

  test.each([
    [
      ["--category", "email"],
      ["email shop.customer.email", "email a.txt:1", "email notes.txt:1"],
    ],
    [
      ["--category", "phone,health"],
      ["health shop.staff.sick_leave", "phone b.txt:1", "phone shop.staff.phone"],
    ],
    [["--special"], ["health shop.staff.sick_leave"]],
    [["--location", "*.txt", "--category", "phone"], ["phone b.txt:1"]],
    [
      ["--location", "staff.*", "--location", "b.txt", "--category", "phone"],
      ["phone b.txt:1", "phone shop.staff.phone"],
    ],
    [["--location", "staff", "--category", "phone"], ["phone shop.staff.phone"]],
    [["--category", "nonsense"], []],
  ])("%j selects", async (options, expected) => {
    expect(shown(await listed(...options)).toSorted()).toEqual([...expected].toSorted());
  });

  test("--subject selects what is about these persons, and their own findings", async () => {
    const found = shown(await listed("--subject", "employee"));
    expect(found).toEqual(expect.arrayContaining(["employee shop.staff", "phone shop.staff.phone"]));
    expect(found.filter((one) => !one.includes("shop.staff"))).toEqual([]);
  });

  test("--min-score, --confidence and an artifact are heeded", async () => {
    const all = await listed();
    const scores = async (...options: string[]) =>
      (await listed(...options)).map((one) => (one as unknown as { score: number }).score);
    const high = await scores("--min-score", "0.9");
    expect(high.length).toBeGreaterThan(0);
    expect(high.length).toBeLessThan(all.length);
    expect(Math.min(...high)).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...(await scores("--confidence", "low")), 0)).toBeLessThan(0.65);
    const { stdout } = await cli(["findings", "latest", "subjects", "--json"]);
    expect(new Set(JSON.parse(stdout).findings.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(["data_subject"]),
    );
  });

  test("--limit says how many are left out, and how to see them", async () => {
    const { stdout, stderr } = await cli(["findings", "latest", "--limit", "2"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(3);
    expect(stderr).toMatch(/^\d+ more are not listed: .*--limit \d+$/m);
  });

  test("a filter that selects nothing is told on stderr", async () => {
    const { code, stdout, stderr } = await cli(["findings", "latest", "--category", "nonsense"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^none of \d+ findings matches$/m);
  });

  test.each([
    [["findings", "latest", "subject"], 3, 'did you mean "subjects"?'],
    [["findings", "latest", "--min-score", "7"], 2, "write a number from 0 to 1"],
    [["findings", "latest", "--status", "old"], 2, "new, accepted, rejected, grown"],
    [["findings", "latest", "--baseline", "nowhere.json"], 3, 'baseline "nowhere.json" does not exist'],
    [["explain", "latest", "zzzz"], 3, "no finding of"],
    [["explain", "latest", ""], 3, "no finding of"],
  ])("%j is an error", async (args, code, words) => {
    const result = await cli(args);
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toContain(words);
  });
});

describe("wct explain", () => {
  test("tells in sentences what, where, why, what against it, and what to check", async () => {
    for (const [name, what, place] of [
      ["explain-health", "health", "shop.staff"],
      ["explain-email", "email", "notes.txt"],
      ["explain-subject", "employee", "shop.staff"],
    ] as const) {
      const args = ["explain", "latest", (await idOf(what, place)).slice(0, 10)];
      expectTranscript(name, args, await cli(args));
    }
  });

  test("says the same as findings show, and every score is the sum of its steps", async () => {
    for (const { id, place } of await listed("--category", "email,phone,health,name")) {
      const { stdout } = await cli(["explain", "latest", id, "--json"]);
      expect((await cli(["findings", "show", "latest", id, "--json"])).stdout).toBe(stdout);
      const { steps, finding, rule } = JSON.parse(stdout);
      const sum = steps.reduce((all: number, { effect }: { effect: number }) => all + effect, 0);
      expect([place, Math.round(sum * 100) / 100]).toEqual([place, finding.score]);
      expect(rule).toMatchObject({
        ruleset: "local/personal_data/1.0.0",
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  test("an id with one wrong character is met with the nearest", async () => {
    const id = await idOf("email", "notes.txt");
    const wrong = `${id.slice(0, 7)}${id[7] === "0" ? "1" : "0"}`;
    const { stderr } = await cli(["explain", "latest", wrong]);
    expect(stderr).toContain(`did you mean "${id.slice(0, 8)}"?`);
  });

  test("no value that was found is in a list or an explanation", async () => {
    const texts = [await cli(["findings", "latest"]), await cli(["findings", "latest", "--json"])];
    for (const { id } of await listed()) texts.push(await cli(["explain", "latest", id]));
    const all = texts.map(({ stdout, stderr }) => stdout + stderr).join("\n");
    expect(all).not.toMatch(/ines\.beispiel|ada@|bob@|7946|Uta|\bflu\b/);
  });
});

describe("wct findings accept and reject", () => {
  test("write decisions, which the list shows", async () => {
    const [mail, phone] = [await idOf("email", "notes.txt"), await idOf("phone", "b.txt")];
    expect(await decide("accept", mail.slice(0, 8))).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "wct-baseline.json: 1 finding accepted\n",
    });
    expect((await decide("reject", phone)).code).toBe(0);
    expect(statuses(await listed("--status", "accepted"))).toEqual(["email notes.txt:1 accepted"]);
    expect(statuses(await listed("--status", "rejected"))).toEqual(["phone b.txt:1 rejected"]);
    expect((await listed("--status", "new")).length).toBe((await listed()).length - 2);
    const explained = await cli(["explain", "latest", mail]);
    expect(explained.stdout).toMatch(/Accepted by Rita Review on \d{4}-\d\d-\d\d: made-up persons/);
  });

  test("a later decision replaces the earlier one", async () => {
    const mail = await idOf("email", "notes.txt");
    await decide("accept", mail);
    await decide("reject", mail);
    expect(JSON.parse(baseline()).findings).toHaveLength(1);
    expect(statuses(await listed("--category", "email", "--location", "notes.txt"))).toEqual([
      "email notes.txt:1 rejected",
    ]);
  });

  test("filters decide about many at once; without ids and filters nothing is decided", async () => {
    expect((await decide("accept")).stderr).toContain("no finding is named");
    await decide("accept", "--location", "*.txt");
    expect(new Set(statuses(await listed("--location", "*.txt")).map((one) => one.split(" ").at(-1)))).toEqual(
      new Set(["accepted"]),
    );
    expect((await listed("--status", "new")).length).toBeGreaterThan(0);
  });

  test("the file holds no location, no evidence and no value", async () => {
    await decide("accept", "--min-score", "0");
    expect(baseline()).not.toMatch(/notes|staff|\.email|txt|beispiel|\bada|\bbob|7946|\bflu|Uta/);
    expect(JSON.parse(baseline()).findings.length).toBe((await listed()).length);
  });

  test("an accepted special category still fails the check, a rejected one does not", async () => {
    const health = await idOf("health", "shop.staff");
    const check = () => cli(["check", "latest", "--fail-on", "special-category", "--baseline", "wct-baseline.json"]);
    await decide("accept", health);
    expect((await check()).code).toBe(1);
    await decide("reject", health);
    expect((await check()).code).toBe(0);
  });

  test.each([
    [["--reason", ""], "--reason is empty or missing"],
    [["--reason", "known: ines@posteo.de"], "looks like an address or a number of a person"],
    [["--reason", "call +49 170 123 45 67"], "looks like an address or a number of a person"],
    [["--reason", "DE89 3704 0044 0532 0130 00"], "looks like an address or a number of a person"],
  ])("%j is refused", async (reason, words) => {
    const id = await idOf("email", "notes.txt");
    const { code, stderr } = await cli(["findings", "accept", "latest", id, ...reason, "--reviewer", "Rita"]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("posteo");
  });

  test.each(["see ticket GDPR-1234", "decided on 2026-11-30, section 4.2", "v10.20.30, 12 of 34 rows"])(
    "%j is a reason",
    async (reason) => {
      const id = await idOf("email", "notes.txt");
      const { code } = await cli(["findings", "accept", "latest", id, "--reason", reason, "--reviewer", "Rita"]);
      expect(code).toBe(0);
    },
  );

  test("an unknown id changes nothing, also beside a known one", async () => {
    const id = await idOf("email", "notes.txt");
    const { code, stderr } = await decide("accept", id, "ffffffff");
    expect([code, stderr]).toEqual([3, expect.stringContaining("WCT_RUN_FINDING_ABSENT")]);
    expect(baseline).toThrow("ENOENT");
  });

  test("a damaged or read-only file is told and stays as it is", async () => {
    const id = await idOf("email", "notes.txt");
    writeFileSync(project.path("wct-baseline.json"), "{ half");
    expect((await decide("accept", id)).stderr).toContain("WCT_CHECK_BASELINE");
    expect(baseline()).toBe("{ half");
    rmSync(project.path("wct-baseline.json"));
    await decide("accept", id);
    const before = baseline();
    chmodSync(project.path("wct-baseline.json"), 0o400);
    expect((await decide("reject", id)).stderr).toContain("read-only");
    expect(baseline()).toBe(before);
  });
});

// These change the texts, so they are last.
describe("accepted findings", () => {
  const check = (...failOn: readonly string[]) =>
    cli(["check", "latest", "--fail-on", failOn.join(","), "--baseline", "wct-baseline.json"]);

  test("that grew are told by check and list, and fail on `more` only", async () => {
    await decide("accept", "--min-score", "0");
    expect((await check("new", "more")).code).toBe(0);
    appendFileSync(project.path("texts/notes.txt"), "jonas.pohl@muster.de, mira.sand@muster.de, omar.reza@muster.de\n");
    await run();
    const passed = await check("new");
    expect(passed.code).toBe(0);
    expect(passed.stdout).toContain("1 accepted finding grew from 1 to 4 matches");
    const failed = await check("new", "more");
    expectTranscript("check-more", ["check", "latest", "--fail-on", "new,more"], failed);
    expect(failed.code).toBe(1);
    expect((await check("finding.count > finding.accepted_count && finding.status == 'accepted'")).code).toBe(1);
    expect(shown(await listed("--status", "grown"))).toEqual(["email notes.txt:1"]);
    expect((await cli(["findings", "latest", "--status", "grown", "--no-color"], true)).stdout).toContain("4 (was 1)");
    expect((await cli(["check", "latest", "--fail-on", "more", "--baseline", "previous"])).code).toBe(1);
    await decide("accept", "--status", "grown");
    expect((await check("new", "more")).code).toBe(0);
  }, 30_000);

  test("are recognised after their lines moved and their file was renamed", async () => {
    await decide("accept", "--min-score", "0");
    const text = readFileSync(project.path("texts/notes.txt"), "utf8");
    writeFileSync(project.path("texts/notes.txt"), `# Contacts\n\n${text.split("\n").toReversed().join("\n")}\n`);
    renameSync(project.path("texts/notes.txt"), project.path("texts/moved.md"));
    await run();
    const result = await check("new", "more");
    expect(result.stdout).toContain("1 in renamed files");
    expect(result.code).toBe(0);
    expect((await listed("--location", "moved.md")).map(({ review }) => [review.status, review.moved])).toEqual([
      ["accepted", true],
    ]);
    expect((await cli(["explain", "latest", await idOf("email", "moved.md")])).stdout).toContain(
      "another name or folder",
    );
  }, 30_000);

  test("are no excuse for a copy: the second file is new", async () => {
    await decide("accept", "--min-score", "0");
    writeFileSync(project.path("texts/copy.md"), readFileSync(project.path("texts/moved.md")));
    await run();
    expect((await check("new")).code).toBe(1);
    expect(shown(await listed("--status", "new"))).toEqual(["email copy.md:4"]);
  }, 30_000);
});
