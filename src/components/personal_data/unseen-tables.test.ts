import { describe, expect, test } from "vitest";
import { shippedKit } from "../../testing/shipped-rules.ts";
import { readEntity } from "../rules/index.ts";
import { evaluateColumn } from "./column.ts";

const kit = await shippedKit();

/** Returns the columns of a table that are found. */
function foundIn(table: string, columns: string): readonly string[] {
  const names = columns.split(" ");
  const entity = readEntity({ name: table, columns: names }, kit.rules.entities);
  return names.filter(
    (name) => evaluateColumn({ name, family: "text", entity }, { distinct: [], counts: [] }, kit).length > 0,
  );
}

describe("a table without foreign keys", () => {
  test.each([
    ["of messages refers to a person by a key in one word", "messages", "userid smallmessage", "smallmessage"],
    ["of what one person has is that person's", "user_services", "user_id service token", "token"],
    ["of medicine is one by a key in front", "wynik_badania", "id_pacjenta opis", "opis"],
  ])("%s", (_, table, columns, found) => expect(foundIn(table, columns)).toEqual([found]));

  test("has a key of its rows that is named after it, and says nothing of a person", () => {
    expect(foundIn("AD_UserMail", "AD_UserMail_UU AD_User_ID MailText")).not.toContain("AD_UserMail_UU");
    expect(foundIn("tblFeedback", "FeedbackUUID user_id comment")).toEqual(["comment"]);
    expect(foundIn("phones", "device_uuid user_id")).toEqual(["device_uuid"]);
  });

  test("of groups of persons is nobody's", () => {
    expect(foundIn("customer_groups", "name token")).toEqual([]);
  });

  test("of persons in a grid is one of persons", () => {
    expect(foundIn("customer_grid", "name dob gender email")).toEqual(["name", "dob", "gender", "email"]);
  });
});

describe("a table with a name and a contact", () => {
  test("is one of companies, of which only the contact is a person", () => {
    expect(foundIn("inventory_source", "name contact_name email city street")).toEqual(["contact_name"]);
  });

  test("is no table of persons because mail is sent from an address", () => {
    expect(foundIn("mailing", "name from_email subject")).not.toContain("name");
  });

  test("of an address of an organisation has nobody's streets", () => {
    expect(foundIn("org_address", "street1 city post_code")).toEqual([]);
  });
});

describe("a word behind a name", () => {
  test("that says how the value is kept does not hide it", () => {
    expect(foundIn("person", "person_id gender_source_value ethnicity_source_value")).toEqual([
      "gender_source_value",
      "ethnicity_source_value",
    ]);
  });

  test("that makes a fact of it is no reason to leave out special categories", () => {
    expect(foundIn("students", "student_id iep_flag diabetic_flag email_flag")).toEqual(["iep_flag", "diabetic_flag"]);
  });
});

describe("columns that begin with one word", () => {
  test("are found by the words behind it", () => {
    expect(foundIn("phone_book", "customer_id slot_street slot_city slot_postcode")).toEqual([
      "slot_street",
      "slot_city",
      "slot_postcode",
    ]);
  });

  test("are not, if the word is that of the table", () => {
    expect(foundIn("sms_queue", "queue_name queue_size queue_state")).toEqual([]);
  });
});

describe("a word of the table around names of columns", () => {
  test("is left out in front, although the name of the table abbreviates a thing", () => {
    const columns = "empr_nom empr_prenom empr_mail empr_ville empr_cp empr_adr1 empr_sexe";
    expect(foundIn("empr", columns)).toEqual(columns.split(" "));
  });

  test("is left out in front, if the table says it behind its name", () => {
    expect(foundIn("family_fam", "fam_ID fam_Name fam_City fam_Zip fam_Email")).toEqual([
      "fam_Name",
      "fam_City",
      "fam_Zip",
      "fam_Email",
    ]);
  });

  test("is left out behind", () => {
    const columns = "titre_adh num_adh ville_adh tel_adh prenom_adh";
    expect(foundIn("galette_adherents", `id_adh ${columns}`)).toEqual(columns.split(" "));
  });

  test("is none if it says whose the data is", () => {
    expect(foundIn("orders_supplier", "supplier_name supplier_email supplier_phone supplier_city")).toEqual([]);
  });
});

describe("a table whose name says thing", () => {
  test("is one of persons if it has their names, dates of birth and contacts", () => {
    expect(foundIn("site", "first_name last_name birth_date email city")).toContain("city");
    expect(foundIn("site", "site_name email city")).toEqual([]);
  });
});

describe("a table of what a person has", () => {
  test.each([
    ["an address, in a stage of an import", "mailing_address_stage", "street1 city state post_code", 4],
    ["a card", "debit_cards", "user_id number month year verification_value", 4],
    ["a way to log in", "magic_links", "user_id key expires_at", 1],
    ["a review", "review_texts", "review_title review_body", 2],
    ["a condition of health", "pupil_medical_condition", "pupil_id name trigger reaction", 3],
    ["an event of conduct", "conduct", "student_id descriptor level follow_up", 3],
    ["an identity at another service", "social_accounts", "user_id sub provider", 1],
    ["its picture", "staff_photos", "staff_id storage_path cdn_url", 2],
  ])("that is %s says what its columns are", (_, table, columns, count) => {
    expect(foundIn(table, columns)).toHaveLength(count);
  });

  test("of conditions without a person is a list of them", () => {
    expect(foundIn("medical_conditions", "id name description")).toEqual([]);
  });
});

describe("letters before a contact", () => {
  test("do not hide it", () => {
    expect(foundIn("repair", "dphone xphone2 repfax conemail")).toEqual(["dphone", "xphone2", "repfax", "conemail"]);
  });

  test("belong to it in a word of its own", () => {
    expect(foundIn("members", "headphone microphone saxophone blackmail macaddr")).toEqual([]);
  });

  test.each([
    [
      "flags",
      "hasphone showemail hideemail isemail bymail viaemail usemobile noemail noaddress sendfax optemail canemail",
    ],
    [
      "addresses of machines",
      "hwaddr memaddress destaddr srcaddr dstaddr linkaddr blockaddress hostaddr ramaddr subaddr",
    ],
    ["other addresses of machines", "baseaddr busaddr ioaddress dnsaddr netaddr gwaddr nodeaddr ethaddr peeraddr"],
    ["other words", "automobile immobile webmail megaphone earphone"],
  ])("are not taken from %s", (_, columns) => {
    expect(foundIn("users", columns)).toEqual([]);
  });

  test("are taken from letters that say whose they are", () => {
    const columns = "custemail homeaddr billaddr shipaddr workphone empemail offphone";
    expect(foundIn("users", columns)).toEqual(columns.split(" "));
  });
});

describe("a table whose name says person", () => {
  test("is one of companies if these have somebody to ask", () => {
    expect(foundIn("debtors", "company contact phone language timezone homepage")).toEqual(["contact", "phone"]);
  });

  test("is one of programs if these have addresses to return to", () => {
    expect(foundIn("client", "name client_secret redirect_uri")).toEqual([]);
  });

  test("is one of facts if it has names and values", () => {
    expect(foundIn("member_attributes", "member_id name value")).toEqual([]);
  });

  test("is not made of a name in two forms", () => {
    expect(foundIn("invoices", "name name_encrypted total")).toEqual([]);
  });
});

describe("a table of things", () => {
  test("has the name of a person where first name and last name stand", () => {
    expect(foundIn("licenses", "code first_name last_name email")).toEqual(["first_name", "last_name", "email"]);
  });

  test("has addresses of persons if it tells who is blocked or connected", () => {
    expect(foundIn("ip_blocks", "ip severity")).toEqual(["ip"]);
    expect(foundIn("servers", "ip port")).toEqual([]);
  });

  test("has no place of a person because an IP address stands beside it", () => {
    expect(foundIn("orders", "customer_id state last_ip_address")).toEqual(["last_ip_address"]);
  });
});
