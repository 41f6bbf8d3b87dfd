import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArtifactId } from "../../domain/index.ts";
import { findingRow, timeline } from "../../run/index.ts";
import { madeUpRun } from "../../testing/runs/recorded-run.ts";
import { type ReportSource, reportData } from "./data.ts";
import { island, renderReportHtml } from "./html.ts";
import { shares, shorten } from "./shorten.ts";

const id = "personal_data" as ArtifactId;

describe("the island of data", () => {
  test("reads back as it was, and holds nothing that could end it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }), (value) => {
        const text = island(value);
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("a closing tag and a comment in a name stay text", () => {
    expect(island("</script><!--\u2028")).toBe('"\\u003c/script\\u003e\\u003c!--\\u2028"');
  });
});

describe("cutting", () => {
  const limits = { text: 5, list: 3 };

  test("long texts and lists say what is left out", () => {
    expect(shorten({ a: "123456789", b: [1, 2, 3, 4, 5] }, limits)).toEqual({
      value: { a: "12345… (4 more characters)", b: [1, 2, 3, "… (2 more)"] },
      isCut: true,
    });
  });

  test("what is short stays as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
        const value = JSON.parse(JSON.stringify(json));
        expect(shorten(value, { text: 1e6, list: 1e6 })).toEqual({ value, isCut: false });
      }),
    );
  });

  test("a text is not cut within a character", () => {
    const { value } = shorten("1234👩", limits);
    expect(String(value).isWellFormed()).toBe(true);
  });

  test("nesting without end ends", () => {
    const deep = Array.from({ length: 100 }).reduce<{ readonly in: unknown }>((inner) => ({ in: inner }), { in: 1 });
    expect(JSON.stringify(shorten(JSON.parse(JSON.stringify(deep)), limits).value)).toContain("deeper");
  });
});

test("a budget is never passed, nobody gets more than the need, and little needs are met whole", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 40 }), fc.nat(100_000), (needs, budget) => {
      const given = shares(needs, budget);
      expect(given.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(budget);
      needs.forEach((need, place) => {
        expect(given[place]).toBeLessThanOrEqual(need);
        if (need <= Math.floor(budget / needs.length)) expect(given[place]).toBe(need);
      });
    }),
  );
});

describe("a row of findings", () => {
  test("tells category, place, care and masked evidence", () => {
    const row = findingRow(id, "personal_data_finding:1.0.0", {
      id: "f1",
      category: "health",
      special_category: true,
      rule: "health-column",
      score: 0.8,
      confidence: "high",
      locator: { kind: "column", database: "shop", table: "staff", column: "sick_note" },
      matches: { count: 12, distinct: 3 },
      evidence: [{ text: "f***" }, { text: "x***", context: "had x***" }],
      explain: { signals: ["column:health"] },
      review: { required: true, reason: "candidate" },
    });
    expect(row).toEqual({
      artifact: id,
      id: "f1",
      kind: "personal_data",
      what: "health",
      care: "special category",
      confidence: "high",
      score: 0.8,
      place: "shop.staff.sick_note",
      count: 12,
      evidence: ["f***", "had x***"],
      signals: ["health-column", "column:health"],
      review: "candidate",
    });
  });

  test.each([
    [{ text: "h***@***.org", context: "e-mail" }, "h***@***.org (e-mail)"],
    [{ text: "h***@***.org", context: "mail h***@***.org soon" }, "mail h***@***.org soon"],
    [{ text: "h***@***.org" }, "h***@***.org"],
    [{ context: "e-mail" }, "e-mail"],
  ])("evidence %j is told as %s: the masked value is never left out", (one, told) => {
    expect(findingRow(id, "x:1.0.0", { evidence: [one] }).evidence).toEqual([told]);
  });

  test.each([
    [{ kind: "file", path: "a/b.txt", line: 3 }, "a/b.txt:3"],
    [{ kind: "field", path: "orders.json", field: "items[].mail" }, "orders.json: items[].mail"],
    [{ kind: "table", database: "shop", schema: "main", table: "staff" }, "shop.main.staff"],
  ])("a place %j is said as %s", (locator, place) => {
    expect(findingRow(id, "x:1.0.0", { locator }).place).toBe(place);
  });

  test("a finding of an unknown schema makes a row, whatever it holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const row = findingRow(id, "acme_issue:1.0.0", JSON.parse(JSON.stringify(value)));
        expect(row.kind).toBe("acme_issue");
        expect(typeof row.what).toBe("string");
      }),
    );
  });
});

describe("a report", () => {
  const run = madeUpRun(
    [
      { id: "crm", name: "<b>CRM</b>", start: 0, seconds: 2 },
      { id: "mail", start: 0, seconds: 1, ends: "failed" },
      { id: "joined", inputs: ["mail"], start: null, ends: "skipped" },
    ],
    3,
    "Shop </title>",
  );
  const source: ReportSource = {
    ...run,
    wct: "0.1.0",
    run: {
      id: run.state.run!,
      uuid: "u",
      mode: "run",
      status: "failed",
      runbook: { name: "Shop", path: "shop.yaml" },
      startedAt: "2025-12-09T14:30:22.000Z",
      finishedAt: "2025-12-09T14:30:25.000Z",
      durationMs: 3000,
      artifacts: 3,
      counts: run.state.counts,
      events: run.events.length,
      head: "0".repeat(64) as never,
    },
    timeline: timeline(run.plan, run.state),
    verification: { events: run.events.length, objects: 4, head: null, damage: [] },
    contents: new Map(),
    findings: [],
    records: [],
  };
  const app = { script: "void 0", style: "b{}", scriptHashes: ["AAAA", "BBBB"] };

  test("tells of every artifact how it ended, and explains the codes that occur", () => {
    const data = reportData(source);
    expect(data.artifacts.map(({ id: name, status }) => [name, status])).toEqual([
      ["crm", "completed"],
      ["mail", "failed"],
      ["joined", "skipped"],
    ]);
    expect(data.artifacts[1]?.error).toMatchObject({ code: "WCT_PRODUCE_THREW", message: "it threw" });
    expect(data.artifacts[2]?.skipped).toEqual({ reason: "input-failed", chain: ["mail", "joined"] });
    expect(Object.keys(data.codes)).toEqual(["WCT_PRODUCE_THREW"]);
  });

  test("of the same record is the same, byte for byte", () => {
    const page = () => renderReportHtml(reportData(source), "<svg></svg>", app);
    expect(page()).toBe(page());
  });

  test("lets only its own script run, and escapes what people wrote", () => {
    const page = renderReportHtml(reportData(source), "<svg></svg>", app);
    expect(page).toContain("default-src 'none'; script-src 'sha256-AAAA' 'sha256-BBBB'; style-src 'unsafe-inline'");
    expect(page).not.toContain("<b>CRM</b>");
    expect(page.match(/<\/title>/g)).toHaveLength(1);
    expect(page.match(/<script/g)).toHaveLength(3);
  });
});
