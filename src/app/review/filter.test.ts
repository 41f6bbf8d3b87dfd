import { expect, test } from "vitest";
import { selectFindings } from "./filter.ts";
import type { ReviewedFinding } from "./reviewed-findings.ts";

const finding = (kind: string, what: string, locator: object, more: object = {}): ReviewedFinding =>
  ({
    finding: {
      artifact: kind,
      id: `${what} ${JSON.stringify(locator)}`,
      kind,
      what,
      place: "",
      element: { locator, ...more },
    },
    review: { status: "new" },
  }) as never;

const staff = { database: "shop", table: "staff" };
const letter = { kind: "file", path: "hr/letter.txt" };
const all = [
  finding("data_subject", "employee", { kind: "table", ...staff }, { subject: "employee", personal_data: [] }),
  finding("data_subject", "employee", letter, { subject: "employee", personal_data: [] }),
  finding("data_subject", "customer", { kind: "table", database: "shop", table: "orders" }, { subject: "customer" }),
  finding("personal_data", "iban", { kind: "column", ...staff, column: "iban" }),
  finding("personal_data", "name", { ...letter, line: 3 }),
  finding("personal_data", "email", { kind: "column", database: "shop", table: "orders", column: "email" }),
  finding("personal_data", "phone", { kind: "column", database: "crm", table: "staff", column: "phone" }),
  finding("processing_purpose", "payroll_hr", { kind: "table", ...staff }),
];

test("a data subject selects the personal data at the same table or file, whatever its analyser read", () => {
  const selected = selectFindings(all, { subjects: ["employee"] });
  expect(selected.map((one) => one.finding.what)).toEqual(["employee", "employee", "iban", "name"]);
});
