import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ReviewedShop, shownFindings } from "../support/reviewed-shop.ts";

let shop: ReviewedShop;
beforeAll(async () => {
  shop = await ReviewedShop.make();
}, 60_000);
afterAll(() => shop.project[Symbol.dispose]());

describe("wct findings RUN", () => {
  test("is one line a finding on a pipe, and groups by table and file on a terminal", async () => {
    const piped = await shop.cli(["findings", "latest"]);
    shop.expectTranscript("piped", ["findings", "latest"], piped);
    const onTerminal = await shop.cli(["findings", "latest", "--no-color"], { terminal: true });
    shop.expectTranscript("terminal", ["findings", "latest", "--no-color"], onTerminal);
  });

  test.each([24, 40, 60, 80, 132])("fits a terminal of %i columns", async (columns) => {
    const { stdout } = await shop.cli(["findings", "latest", "--no-color"], { terminal: true, columns });
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
    [["--location", "shop.staff", "--category", "phone"], ["phone shop.staff.phone"]],
    [["--location", "Shop", "--category", "phone"], ["phone shop.staff.phone"]],
    [["--category", "nonsense"], []],
  ])("%j selects", async (options, expected) => {
    expect(shownFindings(await shop.list(...options)).toSorted()).toEqual([...expected].toSorted());
  });

  test("--subject selects what is about these persons, and their own findings", async () => {
    const found = shownFindings(await shop.list("--subject", "employee"));
    expect(found).toEqual(expect.arrayContaining(["employee shop.staff", "phone shop.staff.phone"]));
    expect(found.filter((one) => !one.includes("shop.staff"))).toEqual([]);
  });

  test("an artifact that repeats findings is listed only if it is named", async () => {
    const { stdout } = await shop.cli(["findings", "latest", "classified", "--json"]);
    const repeated: Awaited<ReturnType<typeof shop.list>> = JSON.parse(stdout).findings;
    expect(shownFindings(repeated).toSorted()).toEqual(shownFindings(await shop.list()).toSorted());
    const all = await shop.list();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test("--min-score, --confidence and an artifact are heeded", async () => {
    const all = await shop.list();
    const scores = async (...options: string[]) => (await shop.list(...options)).map((one) => one.score);
    const high = await scores("--min-score", "0.9");
    expect(high.length).toBeGreaterThan(0);
    expect(high.length).toBeLessThan(all.length);
    expect(Math.min(...high)).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...(await scores("--confidence", "low")), 0)).toBeLessThan(0.65);
    const { stdout } = await shop.cli(["findings", "latest", "subjects", "--json"]);
    expect(new Set(JSON.parse(stdout).findings.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(["data_subject"]),
    );
  });

  test("--limit says how many are left out, and how to see them", async () => {
    const { stdout, stderr } = await shop.cli(["findings", "latest", "--limit", "2"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(3);
    expect(stderr).toMatch(/^\d+ more are not listed: .*--limit \d+$/m);
  });

  test("a filter that selects nothing is told on stderr", async () => {
    const { code, stdout, stderr } = await shop.cli(["findings", "latest", "--category", "nonsense"]);
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
    const result = await shop.cli(args);
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
      const args = ["explain", "latest", (await shop.idOf(what, place)).slice(0, 10)];
      shop.expectTranscript(name, args, await shop.cli(args));
    }
  });

  test("says the same as findings show, and every score is the sum of its steps", async () => {
    for (const { id, place } of await shop.list("--category", "email,phone,health,name")) {
      const { stdout } = await shop.cli(["explain", "latest", id, "--json"]);
      expect((await shop.cli(["findings", "show", "latest", id, "--json"])).stdout).toBe(stdout);
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
    const id = await shop.idOf("email", "notes.txt");
    const wrong = `${id.slice(0, 7)}${id[7] === "0" ? "1" : "0"}`;
    const { stderr } = await shop.cli(["explain", "latest", wrong]);
    expect(stderr).toContain(`did you mean "${id.slice(0, 8)}"?`);
  });

  test("no value that was found is in a list or an explanation", async () => {
    const texts = [await shop.cli(["findings", "latest"]), await shop.cli(["findings", "latest", "--json"])];
    for (const { id } of await shop.list()) texts.push(await shop.cli(["explain", "latest", id]));
    const all = texts.map(({ stdout, stderr }) => stdout + stderr).join("\n");
    expect(all).not.toMatch(/ines\.beispiel|ada@|bob@|7946 ?0018|\bUta\b|\bflu\b/);
  });
});
