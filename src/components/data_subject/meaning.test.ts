import { describe, expect, test } from "vitest";
import { subjectsIn } from "../../testing/subjects-in.ts";

const clinic = ["patients(id, name)", "diagnoses(id, patient_id)", "prescriptions(id, patient_id)", "lab_results(id)"];
const school = ["students(id, name)", "lessons(id, title)", "grades(id, student_id)", "school_years(id)"];
const hr = ["employees(id, name)", "salaries(id, employee_id)", "leave_types(id)", "pay_grades(id, label)"];
const police = ["suspects(id, name)", "offences(id, suspect_id)", "arrests(id, suspect_id)", "warrants(id)"];

describe("customers in a database about others", () => {
  test.each([
    ["a clinic bills its patients", clinic, "invoices(id, client_id, client_name, amount)", ["patient"]],
    ["a clinic orders tests for its patients", clinic, "sales(id, customer_id, order_number)", ["patient"]],
    ["a school bills its students", school, "fee_payments(id, customer_id, customer_name)", ["student"]],
    ["an HR system asks its employees", hr, "canteen_bills(id, customer_id, customer_name)", ["employee"]],
    ["the police's clients are the suspects", police, "interpreter_requests(id, client_id)", ["legal_party"]],
  ])("are these: %s", async (_, tables, bill, wanted) => {
    const name = bill.slice(0, bill.indexOf("("));
    expect((await subjectsIn(...tables, bill))[name]).toEqual(wanted);
  });

  test("are customers if they have a table of their own", async () => {
    const found = await subjectsIn(...clinic, "customers(id, name)", "sales(id, customer_id, amount)");
    expect(found).toMatchObject({ customers: ["customer"], sales: ["customer"], patients: ["patient"] });
  });

  test("are the patients of a clinic that calls them clients, but not the owners of pets", async () => {
    const tables = ["clients(id, name)", "bookings(id, client_id)", ...clinic.slice(1), "admissions(id, client_id)"];
    expect(await subjectsIn(...tables)).toMatchObject({ clients: ["patient"], admissions: ["patient"] });
    const pets = await subjectsIn(...tables, "pets(id, client_id, species)");
    expect(pets).toMatchObject({ clients: ["customer"], pets: ["customer"] });
  });

  test("are not its users, who order for the patients", async () => {
    const found = await subjectsIn(...clinic, "users(id, username)", "orders(id, patient_id, user_id)");
    expect(found).toMatchObject({ users: ["employee"], orders: ["patient"] });
  });

  test("are not the settings of a program", async () => {
    expect(await subjectsIn("system_settings(id, zoom_client_id, logo)")).toEqual({});
  });

  test("are not the programs that log in through a sign-on server", async () => {
    const found = await subjectsIn("clients(id, client_name, secret, redirect_uri)", "grants(id, client_id, scope)");
    expect(found).toEqual({});
  });
});

describe("applicants", () => {
  test("apply for jobs beside vacancies and interviews", async () => {
    const found = await subjectsIn(
      "applicants(id, name)",
      "vacancies(id)",
      "interviews(id, applicant_id)",
      "agencies(id)",
    );
    expect(found).toMatchObject({ applicants: ["job_applicant"], interviews: ["job_applicant"] });
  });

  test("of a bank are its customers", async () => {
    const bank = [
      "loans(id, sum)",
      "loan_applications(id, applicant_id)",
      "repayments(id, loan_id)",
      "installments(id)",
    ];
    const found = await subjectsIn(...bank, "applicants(id, name, income)", "credit_checks(id, applicant_id)");
    expect(found).toMatchObject({
      applicants: ["customer"],
      loan_applications: ["customer"],
      credit_checks: ["customer"],
    });
  });

  test("of a school are its students", async () => {
    const found = await subjectsIn(...school, "applicants(id, name)", "admission_tests(id, applicant_id)");
    expect(found).toMatchObject({ applicants: ["student"], admission_tests: ["student"] });
  });

  test("for asylum are citizens, who are interviewed too", async () => {
    const found = await subjectsIn(
      ...["applicants(id, name)", "asylum_claims(id, applicant_id)", "border_crossings(id, applicant_id)"],
      ...["passports(id, applicant_id)", "interview_appointments(id, applicant_id)", "countries(id)"],
    );
    expect(found).toMatchObject({ applicants: ["citizen"], interview_appointments: ["citizen"] });
  });

  test("are nobody in particular where nothing says what they apply for", async () => {
    const found = await subjectsIn("applicants(id, name)", "themes(id)", "regions(id)", "files(id, size)");
    expect(found).toEqual({});
  });
});

describe("users of a tool for staff", () => {
  test.each(["hourly_rate", "salary", "hire_date", "badge_number", "department_id", "job_title"])(
    "are employees if they have a column %s",
    async (column) => {
      const found = await subjectsIn(`users(id, username, ${column})`, "notes(id, user_id, text)");
      expect(found).toEqual({ users: ["employee"], notes: ["employee"] });
    },
  );

  test("are employees if they record their times, for customers too", async () => {
    const found = await subjectsIn(
      ...["users(id, username)", "time_entries(id, user_id, client_id)", "timesheets(id, user_id)"],
      ...["expense_claims(id, user_id)", "clients(id, name)", "projects(id, client_id)"],
    );
    expect(found).toMatchObject({ users: ["employee"], time_entries: ["employee"], clients: ["customer"] });
  });

  test.each([
    ["patients", clinic],
    ["suspects", police],
  ])("are employees beside a table of %s", async (_, tables) => {
    expect((await subjectsIn(...tables, "users(id, username)"))["users"]).toEqual(["employee"]);
  });

  test("are those whom it is about if these refer to them", async () => {
    const portal = [...clinic.slice(1), "patients(id, user_id, name)", "users(id, username)", "logins(id, user_id)"];
    expect(await subjectsIn(...portal)).toMatchObject({ users: ["patient"], logins: ["patient"] });
  });

  test("stay users beside students, who log in as teachers do", async () => {
    expect((await subjectsIn(...school, "users(id, username)"))["users"]).toEqual(["user"]);
  });
});

describe("users of a system to learn with", () => {
  test("are students if they attend courses and take quizzes", async () => {
    const found = await subjectsIn(
      ...["users(id, username)", "courses(id, title)", "quizzes(id, course_id)"],
      ...["quiz_results(id, user_id)", "course_progress(id, user_id)", "posts(id, user_id, body)"],
    );
    expect(found).toMatchObject({ users: ["student"], posts: ["student"] });
  });
});

describe("who follows others", () => {
  test("is a user of a tool to publish with", async () => {
    const found = await subjectsIn(
      ...["users(id, username)", "articles(id, author_id -> users)", "comments(id, user_id)"],
      ...["subscriptions(id, subscriber_id -> users, author_id -> users)", "tags(id, name)"],
    );
    expect(found["subscriptions"]).toEqual(["user"]);
  });

  test("is a subscriber if newsletters or paid plans go to them", async () => {
    const found = await subjectsIn(
      ...["subscribers(id, email)", "newsletters(id, html)", "articles(id, title)", "tags(id, name)"],
      "subscriptions(id, subscriber_id, plan_id)",
    );
    expect(found).toMatchObject({ subscribers: ["subscriber"], subscriptions: ["subscriber"] });
  });
});
