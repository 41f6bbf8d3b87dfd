import { expect, test } from "vitest";
import type { Article30Cell, ContentOf, gdprArticle30 } from "../../../plugin/index.ts";
import { sampleRecord } from "../../../testing/article-30-record.ts";
import { composeRecord } from "./compose.ts";
import { renderHtml } from "./render-html.ts";
import { markdownText, renderMarkdown } from "./render-markdown.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

const documentOf = (record: Article30Record) => composeRecord(record, { artifact: "record", digest: "00".repeat(32) });

const activityWith = (part: Partial<Article30Record["activities"][number]>): Article30Record => ({
  ...sampleRecord,
  activities: sampleRecord.activities.map((activity) => ({ ...activity, ...part })),
});

test("a list that is declared to be empty, one that nobody said anything about, and one without findings differ", () => {
  const none: Article30Cell<"none"> = { value: "none", status: "provided", provenance: [] };
  const cell = (status: Article30Cell<"none">["status"]): typeof none => ({ value: null, status, provenance: [] });
  const shown = (transfers: typeof none) =>
    renderMarkdown(documentOf(activityWith({ empty_lists: { transfers } }))).match(/\*\*Transfers:\*\* (.*)/)?.[1];
  expect(shown(none)).toBe("None, as the organisation declares");
  expect(shown(cell("needs_human"))).toBe("**Not said**");
  expect(shown(cell("not_detected"))).toBe("Nothing found");
  expect(shown(cell("not_applicable"))).toBe("Not asked of a processor");
});

test.each(["bpost", "jong", "crm", "cfo", "x", "roles", "AO", "iPhone", "e.V.", "müller", "sap_r3", "P10"])(
  "the declared words %s are printed as they were declared",
  (written) => {
    const cell = { value: written, status: "provided" as const, provenance: [] };
    const [recipient] = sampleRecord.activities[0]?.recipients ?? [];
    const [retention] = sampleRecord.activities[0]?.retention ?? [];
    if (recipient === undefined || retention === undefined) throw new Error("the sample has both");
    const record = {
      ...activityWith({
        name: cell,
        owner: cell,
        systems: { ...cell, value: [written] },
        purposes: [cell],
        recipients: [{ ...recipient, name: cell, contract: cell }],
        retention: [{ category: written, period: cell, basis: cell }],
        security_measures: [{ kind: cell, description: cell }],
      }),
      controller: { name: cell, address: cell, email: cell, telephone: cell },
    };
    const text = renderMarkdown(documentOf(record));
    expect(text.split(markdownText(written)).length - 1).toBeGreaterThanOrEqual(14);
    const altered = written.charAt(0).toUpperCase() + written.slice(1);
    if (altered !== written) expect(text).not.toContain(altered);
  },
);

test("purposes, categories and periods are words; a mechanism is spelled out", () => {
  const provided = (value: string) => ({ value, status: "provided" as const, provenance: [] });
  const text = renderMarkdown(
    documentOf(
      activityWith({
        purposes: [provided("payroll_hr")],
        retention: [{ category: "date_of_birth", period: provided("P10Y"), basis: provided("AO") }],
        transfers: [
          {
            recipient: provided("x"),
            country: provided("US"),
            mechanism: provided("scc"),
            documentation: provided("y"),
          },
        ],
      }),
    ),
  );
  for (const words of ["Payroll and HR", "| Date of birth | 10 years | AO |", "Standard contractual clauses"])
    expect(text).toContain(words);
  expect(text).not.toMatch(/payroll\\_hr|P10Y/);
});

test("neither document has bare ids of findings", () => {
  const ids = /pd-email-1|ds-customers|pp-newsletter-1|pd-rel-1/;
  expect(renderMarkdown(documentOf(sampleRecord))).not.toMatch(ids);
  expect(renderHtml(documentOf(sampleRecord))).not.toMatch(ids);
});
