import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ReviewedShop, shownFindings } from "../support/reviewed-shop.ts";

let shop: ReviewedShop;
beforeAll(async () => {
  shop = await ReviewedShop.make();
}, 60_000);
afterAll(() => shop.project[Symbol.dispose]());
beforeEach(() => rmSync(shop.project.path("wct-baseline.json"), { force: true }));

describe("wct findings accept and reject", () => {
  test("write decisions, which the list shows", async () => {
    const [mail, phone] = [await shop.idOf("email", "notes.txt"), await shop.idOf("phone", "b.txt")];
    expect(await shop.decide("accept", mail.slice(0, 8))).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "wct-baseline.json: 1 finding accepted\n",
    });
    expect((await shop.decide("reject", phone)).code).toBe(0);
    expect(await shop.statuses("--status", "accepted")).toEqual(["email notes.txt:1 accepted"]);
    expect(await shop.statuses("--status", "rejected")).toEqual(["phone b.txt:1 rejected"]);
    expect((await shop.list("--status", "new")).length).toBe((await shop.list()).length - 2);
    const explained = await shop.cli(["explain", "latest", mail]);
    expect(explained.stdout).toMatch(/Accepted by Rita Review on \d{4}-\d\d-\d\d: made-up persons/);
  });

  test("a check that needs a baseline names the file of decisions, if there is one", async () => {
    const hint = async () => (await shop.cli(["check", "latest", "--fail-on", "new"])).stderr;
    expect(await hint()).toContain("add --baseline FILE or --baseline RUN");
    await shop.decide("accept", "--location", "notes.txt");
    expect(await hint()).toContain("add --baseline wct-baseline.json, which `wct findings` uses");
  });

  test("a decision about a location that no finding has is refused", async () => {
    const { code, stderr } = await shop.decide("accept", "--location", "shop.staf");
    expect([code, stderr]).toEqual([3, expect.stringContaining('did you mean "shop.staff"?')]);
  });

  test("a later decision replaces the earlier one", async () => {
    const mail = await shop.idOf("email", "notes.txt");
    await shop.decide("accept", mail);
    await shop.decide("reject", mail);
    expect(JSON.parse(shop.baseline()).findings).toHaveLength(1);
    expect(await shop.statuses("--category", "email", "--location", "notes.txt")).toEqual([
      "email notes.txt:1 rejected",
    ]);
  });

  test("filters decide about many at once; without ids and filters nothing is decided", async () => {
    expect((await shop.decide("accept")).stderr).toContain("no finding is named");
    await shop.decide("accept", "--location", "*.txt");
    expect(new Set((await shop.statuses("--location", "*.txt")).map((one) => one.split(" ").at(-1)))).toEqual(
      new Set(["accepted"]),
    );
    expect((await shop.list("--status", "new")).length).toBeGreaterThan(0);
  });

  test("the file holds no location, no evidence and no value", async () => {
    await shop.decide("accept", "--min-score", "0");
    expect(shop.baseline()).not.toMatch(/notes|staff|\.email|txt|beispiel|\bada\b|\bbob\b|7946 ?0018|\bflu\b|Uta B/);
    expect(JSON.parse(shop.baseline()).findings.length).toBe((await shop.list()).length);
  });

  test("an accepted special category still fails the check, a rejected one does not", async () => {
    const health = await shop.idOf("health", "shop.staff");
    const check = () =>
      shop.cli(["check", "latest", "--fail-on", "special-category", "--baseline", "wct-baseline.json"]);
    await shop.decide("accept", health);
    expect((await check()).code).toBe(1);
    await shop.decide("reject", health);
    expect((await check()).code).toBe(0);
  });

  test.each([
    [["--reason", ""], "--reason is empty or missing"],
    [["--reason", "known: ines@posteo.de"], "looks like an address or a number of a person"],
    [["--reason", "call +49 170 123 45 67"], "looks like an address or a number of a person"],
    [["--reason", "DE89 3704 0044 0532 0130 00"], "looks like an address or a number of a person"],
  ])("%j is refused", async (reason, words) => {
    const id = await shop.idOf("email", "notes.txt");
    const { code, stderr } = await shop.cli(["findings", "accept", "latest", id, ...reason, "--reviewer", "Rita"]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("posteo");
  });

  test.each(["see ticket GDPR-1234", "decided on 2026-11-30, section 4.2", "v10.20.30, 12 of 34 rows"])(
    "%j is a reason",
    async (reason) => {
      const id = await shop.idOf("email", "notes.txt");
      const { code } = await shop.cli(["findings", "accept", "latest", id, "--reason", reason, "--reviewer", "Rita"]);
      expect(code).toBe(0);
    },
  );

  test("an unknown id changes nothing, also beside a known one", async () => {
    const id = await shop.idOf("email", "notes.txt");
    const { code, stderr } = await shop.decide("accept", id, "ffffffff");
    expect([code, stderr]).toEqual([3, expect.stringContaining("WCT_RUN_FINDING_ABSENT")]);
    expect(() => shop.baseline()).toThrow("ENOENT");
  });

  test("a damaged or read-only file is told and stays as it is", async () => {
    const id = await shop.idOf("email", "notes.txt");
    writeFileSync(shop.project.path("wct-baseline.json"), "{ half");
    expect((await shop.decide("accept", id)).stderr).toContain("WCT_CHECK_BASELINE");
    expect(shop.baseline()).toBe("{ half");
    rmSync(shop.project.path("wct-baseline.json"));
    await shop.decide("accept", id);
    const before = shop.baseline();
    chmodSync(shop.project.path("wct-baseline.json"), 0o400);
    expect((await shop.decide("reject", id)).stderr).toContain("read-only");
    expect(shop.baseline()).toBe(before);
  });
});

// These change the texts, so they are last.
describe("accepted findings", () => {
  const check = (...failOn: readonly string[]) =>
    shop.cli(["check", "latest", "--fail-on", failOn.join(","), "--baseline", "wct-baseline.json"]);

  test("that grew are told by check and list, and fail on `more` only", async () => {
    await shop.decide("accept", "--min-score", "0");
    expect((await check("new", "more")).code).toBe(0);
    appendFileSync(
      shop.project.path("texts/notes.txt"),
      "jonas.pohl@muster.de, mira.sand@muster.de, omar.reza@muster.de\n",
    );
    await shop.run();
    const passed = await check("new");
    expect(passed.code).toBe(0);
    expect(passed.stdout).toContain("1 accepted finding grew from 1 to 4 matches");
    const failed = await check("new", "more");
    shop.expectTranscript("check-more", ["check", "latest", "--fail-on", "new,more"], failed);
    expect(failed.code).toBe(1);
    expect((await check("finding.count > finding.accepted_count && finding.status == 'accepted'")).code).toBe(1);
    expect(shownFindings(await shop.list("--status", "grown"))).toEqual(["email notes.txt:1"]);
    expect(
      (await shop.cli(["findings", "latest", "--status", "grown", "--no-color"], { terminal: true })).stdout,
    ).toContain("4 (was 1)");
    expect((await shop.cli(["check", "latest", "--fail-on", "more", "--baseline", "previous"])).code).toBe(1);
    await shop.decide("accept", "--status", "grown");
    expect((await check("new", "more")).code).toBe(0);
  }, 30_000);

  test("are recognised after their lines moved and their file was renamed", async () => {
    await shop.decide("accept", "--min-score", "0");
    const text = readFileSync(shop.project.path("texts/notes.txt"), "utf8");
    writeFileSync(shop.project.path("texts/notes.txt"), `# Contacts\n\n${text.split("\n").toReversed().join("\n")}\n`);
    renameSync(shop.project.path("texts/notes.txt"), shop.project.path("texts/moved.md"));
    await shop.run();
    const result = await check("new", "more");
    expect(result.stdout).toContain("1 in renamed files");
    expect(result.code).toBe(0);
    expect((await shop.list("--location", "moved.md")).map(({ review }) => [review.status, review.moved])).toEqual([
      ["accepted", true],
    ]);
    expect((await shop.cli(["explain", "latest", await shop.idOf("email", "moved.md")])).stdout).toContain(
      "another name or folder",
    );
  }, 30_000);

  test("are no excuse for a copy: the second file is new", async () => {
    await shop.decide("accept", "--min-score", "0");
    writeFileSync(shop.project.path("texts/copy.md"), readFileSync(shop.project.path("texts/moved.md")));
    await shop.run();
    expect((await check("new")).code).toBe(1);
    expect(shownFindings(await shop.list("--status", "new"))).toEqual(["email copy.md:4"]);
  }, 30_000);
});
