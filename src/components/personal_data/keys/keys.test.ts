import { describe, expect, test } from "vitest";
import { foundIn } from "../../../testing/found-in-tables.ts";

const persons = (columns: string): string => `people: id int, first_name text, ${columns}`;

describe("a key to a list of values", () => {
  test.each([
    ["gender_id int ->genders", "gender"],
    ["fk_gender int", "gender"],
    ["id_sexo int", "gender"],
    ["blood_group_id uuid ->blood_groups", "health"],
    ["ethnicity_concept_id int", "racial_ethnic"],
    ["marital_status_cv_id int", "family"],
    ["religion_id bigint", "religious"],
    ["nationality_id int", "nationality"],
    ["eye_colour_id int ->eye_colours", "physical_characteristic"],
    ["education_level_id int", "education"],
    ["prefix_id int ->prefixes", "name"],
  ])("says what a person is: %s", (column, category) => {
    const [name = ""] = column.split(" ");
    expect(foundIn(persons(column))).toContain(`people.${name} ${category}`);
  });

  test("says what its table is about", () => {
    expect(foundIn("observation: observation_id int, person_id int, observation_concept_id int")).toEqual([
      "observation.observation_concept_id health",
    ]);
  });

  test("says nothing in a table of things", () => {
    expect(foundIn("products: id int, gender_id int ->genders, country_id int ->countries, race_id int")).toEqual([]);
  });

  test("says nothing in the list itself", () => {
    expect(foundIn("genders: gender_id int, name text", "religions: religion_id int, name text")).toEqual([]);
  });

  test("says of the person to whom its table refers what the list is", () => {
    const lists = ["ref_religion: id int, name text, created_user_id int ->users", "users: id int, email text"];
    expect(
      foundIn("convicts_data: id int, person_id int ->people, religion_id int ->ref_religion", ...lists),
    ).toContain("convicts_data.religion_id religious");
  });

  test("says something although the list was not read", () => {
    expect(foundIn("visits: id int, patient_id int ->patients, gender_id int ->genders")).toContain(
      "visits.gender_id gender",
    );
  });
});

describe("a key to a table that is no list of values", () => {
  const customers = "customers: id int, email text";
  test.each([
    [
      "races in sports",
      `${customers}, race_id int`,
      "races: race_id int, year int, round int, circuit_id int, date date",
    ],
    [
      "declared ones",
      `${customers}, race_id int ->races`,
      "races: race_id int, year int, round int, circuit_id int, date date",
    ],
    ["a key before the name", `${customers}, id_race int`, "races: race_id int, year int, date date"],
    ["money", `${customers}, denomination_id int`, "denominations: id int, value numeric, currency text"],
    ["declared money", `${customers}, denomination_id int ->denominations`, "denominations: id int, value numeric"],
    ["terms", `${customers}, condition_id int`, "payment_conditions: id int, label text, days int"],
    ["terms with a label alone", `${customers}, condition_id int`, "payment_conditions: id int, label text"],
    ["declared terms", `${customers}, condition_id int ->payment_conditions`, "payment_conditions: id int, label text"],
    ["terms that were not read", `${customers}, condition_id int ->payment_conditions`, "orders: id int"],
  ])("says nothing: %s", (_, ...tables) => {
    expect(foundIn(...tables).filter((one) => one.startsWith("customers."))).toEqual(["customers.email email"]);
  });

  test.each([
    ["a plain one", "genders: id int, name text, code text, description text"],
    [
      "one with marks of its upkeep",
      "genders: id int, gender_name text, sort_order int, is_active bool, created_at timestamp",
    ],
    ["one with a word in front", "ref_gender: id int, label text, language text, updated_by_id int ->users"],
    ["one of the persons", "customer_genders: id int, title text"],
  ])("is not one to a list: %s", (_, list) => {
    expect(foundIn(`${customers}, gender_id int`, list)).toContain("customers.gender_id gender");
  });
});

describe("the model of columns", () => {
  test("may oppose a code of a special category, and one without a list", () => {
    const agents =
      "build_agents: id int, agent_id int, pool_id int, drug_id int, is_enabled bool, os text, build_user int";
    expect(foundIn(agents)).not.toContain("build_agents.drug_id health");
    expect(foundIn(agents, "drugs: id int, name text")).not.toContain("build_agents.drug_id health");
  });

  test("may not oppose the code of a vocabulary", () => {
    expect(foundIn("person: person_id int, ethnicity_concept_id int")).toContain(
      "person.ethnicity_concept_id racial_ethnic",
    );
  });
});

describe("a key to a row", () => {
  test("says nothing, such as a diagnosis that has a patient", () => {
    const diagnoses = "diagnoses: id int, patient_id int ->patients, note int";
    const orders = "orders: id int, patient_id int ->patients, diagnosis_id int";
    expect(foundIn(diagnoses, `${orders} ->diagnoses`)).not.toContain("orders.diagnosis_id health");
    expect(foundIn(diagnoses, orders)).not.toContain("orders.diagnosis_id health");
  });

  test.each(["address_id int", "phone_id int", "email_id int", "photo_id int", "user_id int", "account_id int"])(
    "is no value of a person: %s",
    (column) => expect(foundIn(persons(column))).toEqual(["people.first_name name"]),
  );

  test("is none that a person has made", () => {
    expect(foundIn("users: id int, email text, state_id int, department_id int, company_id int")).toEqual([
      "users.email email",
    ]);
  });
});

describe("a place of an address that is kept as a key", () => {
  test("is found beside the street", () => {
    expect(foundIn("donors: id int, first_name text, address_line1 text, city_id uuid ->cities")).toContain(
      "donors.city_id address",
    );
    expect(
      foundIn("address: id int, contact_id int ->contact, street_address text, country_id int ->country"),
    ).toContain("address.country_id address");
  });

  test("is nobody's in a table of branches", () => {
    expect(foundIn("branches: id int, manager_id int, address text, city_id int ->cities")).not.toContain(
      "branches.city_id address",
    );
  });
});

describe("a table of locations", () => {
  const location = "location: location_id int, address_1 text, city text, zip text";
  const found = ["location.address_1 address", "location.city address", "location.zip address"];
  const inLocation = (tables: readonly string[]) => foundIn(...tables).filter((one) => one.startsWith("location."));

  test.each([
    ["a person refers to it", ["person: person_id int, birth_date date, location_id int"]],
    ["one does so by a declared key", ["customers: id int, email text, home int ->location"]],
    [
      "a table between them does",
      ["party_location: party_id int ->customers, location_id int ->location", "customers: id int, email text"],
    ],
  ])("holds addresses of persons if %s", (_, others) => expect(inLocation([location, ...others])).toEqual(found));

  test.each([
    ["it is one of sites", ["customers: id int, email text, location_id int"], `${location}, location_name text`],
    ["only shops refer to it", ["shops: id int, name text, location_id int"], location],
    ["staff work there", ["employees: id int, first_name text, location_id int"], location],
    [
      "it has places in a warehouse",
      ["customers: id int, email text, location_id int"],
      "location: id int, aisle text, address text, city text, zip text",
    ],
    ["it has a code", ["customers: id int, email text, location_id int"], `${location}, location_code text`],
    ["it has a type", ["customers: id int, email text, location_id int"], `${location}, type_id int`],
    [
      "the key names a warehouse",
      ["shipments: id int, user_id int ->users, warehouse_location_id int ->location", "users: id int, email text"],
      location,
    ],
    [
      "events take place there",
      ["events: organizer_id int ->users, location_id int", "users: id int, email text"],
      location,
    ],
    [
      "the table between says more",
      ["parcels: user_id int ->users, location_id int, weight numeric", "users: id int, email text"],
      location,
    ],
    [
      "it has a line and a pointer",
      ["users: id int, email text, location_id int"],
      "location: id int, line int, cp int",
    ],
    ["it has no street", ["customers: id int, email text, location_id int"], "location: id int, city text, zip text"],
  ])("holds none if %s", (_, others, own) => expect(inLocation([own, ...others])).toEqual([]));
});

describe("a table of locations of something", () => {
  const users = "users: id int, email text, event_location_id int, plant_location_id int, code_location_id int";
  test.each(["event_locations", "plant_location", "code_location", "warehouse_addresses"])(
    "holds none: %s",
    (table) => {
      const own = `${table}: id int, address text, city text, zip text`;
      const between = `user_places: user_id int ->users, place int ->${table}`;
      expect(foundIn(own, between, users).filter((one) => one.startsWith(`${table}.`))).toEqual([]);
    },
  );
});

describe("a name in a table that a few columns tell to be one of persons", () => {
  test("is found although the model of columns knows no such table", () => {
    const columns =
      "AD_Client_ID int, AD_Org_ID int, AD_User_ID int, IsActive bool, LeadSource varchar, Processing bool";
    expect(foundIn(`AD_User: ${columns}, Birthday timestamp, EMail varchar, Name varchar, Value varchar`)).toContain(
      "AD_User.Name name",
    );
  });
});

describe("a number of a person", () => {
  test("is an account if it is kept as text and no key", () => {
    expect(foundIn("employees: id int, employee_id varchar, first_name text")).toContain(
      "employees.employee_id account",
    );
    expect(foundIn("issues: id uuid, patient_name text, patient_id varchar")).toContain("issues.patient_id account");
  });

  test.each([
    ["an integer", "employees: id int, employee_id int, first_name text"],
    ["a number of a row", "issues: id uuid, patient_name text, patient_id uuid"],
    ["a declared key", "issues: id uuid, patient_name text, patient_id varchar ->patients"],
    ["the name of a table", "issues: id uuid, patient_name text, patient_id varchar;patients: id varchar, ward text"],
  ])("stays a key if it is %s", (_, text) => {
    expect(foundIn(...text.split(";")).filter((one) => one.endsWith(" account"))).toEqual([]);
  });
});
