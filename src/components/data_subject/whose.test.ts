import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type DataSubjectFinding, type StandardInputTable, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { dataSubject, dataSubjectConfig } from "./index.ts";

const shipped = fileURLToPath(new URL("../rulesets/data_subjects.yaml", import.meta.url));

/** A table as `name(column, column -> table)`. */
function tableOf(text: string): StandardInputTable {
  const [, name = "", columns = ""] = /^([^(]+)\((.*)\)$/u.exec(text) ?? [];
  const plain = { type: "TEXT", nullable: true, key: null, default: null };
  return {
    name,
    kind: "table",
    rows: null,
    columns: columns.split(", ").map((column) => {
      const [own = "", table] = column.split(" -> ");
      return { ...plain, name: own, references: table === undefined ? null : { table, column: "id" } };
    }),
  };
}

/** The subjects of each table of one database that has any. */
async function subjectsIn(...tables: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const source = { kind: "database" as const, connector: "sqlite", location: "./a.db" };
  const structure = { databases: [{ name: "a", engine: "sqlite", tables: tables.map(tableOf) }] };
  const limits = { truncated: false, notices: [] };
  const context = fakeContext({
    config: dataSubjectConfig.parse({ ruleset: shipped }),
    inputs: {
      standard_input: inputOf(standardInput, [{ rest: { name: "a", source, structure, limits, summary: {} } }]),
      personal_data_finding: undefined,
    },
  });
  const found: readonly DataSubjectFinding[] = (await collect(dataSubject.process(context))).elements;
  const byTable = Object.groupBy(found, ({ entity }) => entity.name);
  return Object.fromEntries(
    Object.entries(byTable).map(([name, all]) => [name, (all ?? []).map((one) => one.subject)]),
  );
}

describe("whose the rows of a table of users are", () => {
  test("nobody's in particular, until something says it", async () => {
    expect(await subjectsIn("users(id, username)", "comments(id, user_id, body)")).toEqual({
      users: ["user"],
      comments: ["user"],
    });
  });

  test("customers', if orders refer to them, and then so are their comments", async () => {
    const found = await subjectsIn("users(id)", "orders(id, user_id -> users)", "comments(id, user_id, body)");
    expect(found).toEqual({ users: ["customer"], orders: ["customer"], comments: ["customer"] });
  });

  test("employees', if they have a key to employees", async () => {
    const found = await subjectsIn("sys_user(id, employee_id)", "employee(id, salary)", "audit(id, sys_user_id)");
    expect(found).toEqual({ sys_user: ["employee"], employee: ["employee"], audit: ["employee"] });
  });

  test("employees', if leave and salaries refer to them", async () => {
    const found = await subjectsIn("users(id)", "leave_requests(id, user_id)", "payslips(id, user_id)");
    expect(found["users"]).toEqual(["employee"]);
  });

  test("students', if enrolments and grades refer to them", async () => {
    const found = await subjectsIn("user(id)", "user_enrolments(id, user_id -> user)", "grades(id, user_id -> user)");
    expect(found["user"]).toEqual(["student"]);
  });

  test("students', in tables with a common prefix and keys without a separator", async () => {
    const found = await subjectsIn(
      "mdl_user(id)",
      "mdl_grades(id, userid)",
      "mdl_course(id)",
      "mdl_posts(userid -> mdl_user)",
    );
    expect(found).toMatchObject({ mdl_user: ["student"], mdl_posts: ["student"] });
  });

  test("undecided, if as much speaks for one as for the other", async () => {
    const found = await subjectsIn("users(id)", "orders(id, user_id)", "payslips(id, user_id)");
    expect(found["users"]).toEqual(["user"]);
  });

  test("another database says nothing", async () => {
    expect(await subjectsIn("users(id, password)", "orders(id, customer_id)")).toMatchObject({ users: ["user"] });
  });
});

describe("names that look like persons", () => {
  test.each([
    ["bookkeeping sessions are no visitors", "pos_sessions(id, opening_balance, journal)"],
    ["a tenant of a hosted program is no renter", "tenants(id, subdomain, plan)"],
    ["members of a channel are no members of a club", "channel_members(id, channel, level)"],
    ["roles of users are no persons", "user_roles(id, role)"],
    ["directors of films are no directors of the company", "film_directors(film, name)"],
    ["types of customers are no persons", "customer_types(id, label)"],
  ])("%s", async (_, table) => {
    expect(await subjectsIn(table)).toEqual({});
  });

  test.each([
    ["sessions with browsers are visitors", "sessions(id, user_agent, client_ip)", "visitor"],
    ["volunteers", "volunteers(id, name)", "volunteer"],
    ["patients in Finnish", "potilaat(id, nimi)", "patient"],
    ["customers in Greek", "πελάτες(id, όνομα)", "customer"],
    ["employees in Polish", "pracownicy(id, pesel)", "employee"],
    ["renters", "leases(id, tenant_name, monthly_rent)", "tenant"],
    ["next of kin", "emergency_contacts(id, name, phone)", "next_of_kin"],
  ])("%s", async (_, table, subject) => {
    expect(Object.values(await subjectsIn(table)).flat()).toContain(subject);
  });
});
