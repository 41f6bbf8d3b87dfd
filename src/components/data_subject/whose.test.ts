import { describe, expect, test } from "vitest";
import { findingsIn, subjectsIn } from "../../testing/subjects-in.ts";

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

describe("what most tables of a database are about", () => {
  const newsletters = ["users(id, email)", "mailings(id, subject)", "bounces(id, user_id)", "newsletters(id, html)"];

  test("says whose its users are, and a table that speaks for it is a reason", async () => {
    expect((await subjectsIn(...newsletters))["users"]).toEqual(["subscriber"]);
    const found = (await findingsIn(newsletters)).find(({ entity }) => entity.name === "users");
    expect(found?.signals).toContainEqual({
      kind: "database",
      rule: "subscriber",
      weight: 0.6,
      locator: { kind: "table", database: "a", table: "mailings" },
    });
  });

  test("says nothing of users beside a table of these persons", async () => {
    expect((await subjectsIn(...newsletters, "subscribers(id, email)"))["users"]).toEqual(["user"]);
  });

  test("says that users are staff where it is about staff, who log in too", async () => {
    const staff = ["employees(id, name)", "salaries(id, employee_id)", "pay_grades(id, name)", "leave_types(id, name)"];
    expect((await subjectsIn(...staff, "users(id, username)"))["users"]).toEqual(["employee"]);
  });

  test("says whose its persons are, and whose what refers to them is", async () => {
    const found = await subjectsIn(
      "person(person_id, year_of_birth)",
      "condition_occurrence(id, person_id)",
      "drug_exposure(id, person_id)",
      "specimen(id, person_id)",
      "death(person_id, cause)",
    );
    expect(found).toMatchObject({ person: ["patient"], drug_exposure: ["patient"], death: ["patient"] });
  });

  test("says that the subject of a study is a patient; one of a school is no person", async () => {
    expect(
      await subjectsIn("subject(id, born)", "study_event(id)", "crf(id)", "study_subject(id, subject_id -> subject)"),
    ).toMatchObject({ subject: ["patient"], study_subject: ["patient"] });
    const school = await subjectsIn("subject(id, name)", "school_year(id)", "lesson(id, subject_id)", "timetable(id)");
    expect(school).toEqual({});
  });

  test("few tables say nothing", async () => {
    expect((await subjectsIn("users(id)", "newsletters(id)", "posts(id)"))["users"]).toEqual(["user"]);
  });
});

describe("whose the rows of a table with keys are", () => {
  test("those of the table whose key has the column's name", async () => {
    const found = await subjectsIn("patients(subject_id, born)", "lab_events(id, subject_id, value)");
    expect(found["lab_events"]).toEqual(["patient"]);
  });

  test.each(["id_customer", "fk_customer", "customerid", "customer_id"])("a key may be called %s", async (key) => {
    expect(await subjectsIn("customers(id)", `calls(id, ${key}, text)`)).toMatchObject({ calls: ["customer"] });
  });

  test("not of those who enter, change or handle a row", async () => {
    const found = await subjectsIn(
      "users(id, username)",
      "prices(id, created_by -> users, amount)",
      "sites(id, owner_id -> users)",
      "items(id, AuditUserId, name)",
    );
    expect(Object.keys(found)).toEqual(["users"]);
  });

  test("of the customer, not of the employee who handles it", async () => {
    const found = await subjectsIn("orders(id, customer_id -> customers, employee_id -> employees)");
    expect(found["orders"]).toEqual(["customer"]);
  });

  test("of the relatives, not of the employee whose they are", async () => {
    const found = await subjectsIn("emergency_contacts(id, employee_id -> employees, name, phone)");
    expect(found).toEqual({ emergency_contacts: ["next_of_kin"] });
  });

  test("of the member who pays a subscription", async () => {
    expect(await subjectsIn("subscriptions(id, member_id, amount)")).toEqual({ subscriptions: ["member"] });
  });

  test("of the user who logs in, and of visitors too where the table says what they looked at", async () => {
    const login = await subjectsIn("users(id, username)", "sessions(id, user_id -> users, ip, user_agent)");
    expect(login["sessions"]).toEqual(["user"]);
    const visits = "sessions(id, customer_id, client_ip, user_agent, device_id, landing_page)";
    expect((await subjectsIn(visits))["sessions"]).toEqual(["customer", "visitor"]);
  });

  test("of the person to whom the table between refers", async () => {
    const found = await subjectsIn(
      "patients(id, name!)",
      "questionnaires(id, patient_id -> patients, title)",
      "answers(id, questionnaire_id, text!)",
    );
    expect(found["answers"]).toEqual(["patient"]);
  });

  test("nobody's, if a key is in nearly all tables and says whose installation it is", async () => {
    const found = await subjectsIn(
      ...["ad_user", "ad_session", "ad_role", "ad_menu", "ad_tree"].map((name) => `${name}(id, ad_client_id, name)`),
    );
    expect(found).toEqual({ ad_user: ["user"] });
  });

  test("nobody's, if the table only joins others or lists kinds", async () => {
    const found = await subjectsIn(
      "candidates(id, name!)",
      "candidate_tags(candidate_id, tag_id)",
      "candidate_stages(id, label)",
      "diagnoses(code, title)",
    );
    expect(found).toEqual({ candidates: ["job_applicant"] });
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
