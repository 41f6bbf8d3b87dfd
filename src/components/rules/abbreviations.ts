/** Abbreviations in names of columns of older systems: `cust_nm`, `acct_bal_amt`. */
const abbreviated: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ nm: "name", addr: "address", adr: "address", amt: "amount", acct: "account", acc: "account", bal: "balance" },
    ...{ dt: "date", cd: "code", desc: "description", cust: "customer", emp: "employee", empl: "employer" },
    ...{ txn: "transaction", trx: "transaction", tran: "transaction", trans: "transaction", cntry: "country" },
    ...{ ctry: "country", cty: "city", phn: "phone", eml: "email", frst: "first", fst: "first", lst: "last" },
    ...{ mid: "middle", brth: "birth", bth: "birth", gndr: "gender", sal: "salary", inc: "income", mrtl: "marital" },
    ...{ mar: "marital", usr: "user", lgn: "login", crd: "card", pmt: "payment", pymt: "payment", inv: "invoice" },
    ...{
      dlv: "delivery",
      dlvry: "delivery",
      ref: "reference",
      num: "number",
      nbr: "number",
      nr: "number",
      no: "number",
    },
    ...{
      occ: "occupation",
      nat: "nationality",
      natl: "national",
      diag: "diagnosis",
      dx: "diagnosis",
      med: "medication",
    },
    ...{ rx: "prescription", hosp: "hospital", ins: "insurance", pol: "policy", lic: "license", veh: "vehicle" },
    ...{ mob: "mobile", res: "residence", stat: "status", sts: "status", typ: "type", cat: "category", cmt: "comment" },
    ...{ rmk: "remark", benef: "beneficiary", bnf: "beneficiary", bene: "beneficiary", hldr: "holder", ownr: "owner" },
    ...{
      pat: "patient",
      pt: "patient",
      stu: "student",
      stud: "student",
      mbr: "member",
      mem: "member",
      cntct: "contact",
    },
    ...{ curr: "current", cntrprty: "counterparty", cpty: "counterparty", narr: "narrative", exp: "expiry" },
    ...{
      strt: "street",
      zp: "zip",
      pstl: "postal",
      crdt: "credit",
      scr: "score",
      sgmt: "segment",
      pcode: "postcode",
      dept: "department",
      mgr: "manager",
      pwd: "password",
    },
  }),
);

/** Returns the words with their abbreviations written out; undefined if there are none. */
export function writtenOut(words: readonly string[]): readonly string[] | undefined {
  return words.some((word) => abbreviated.has(word)) ? words.map((word) => abbreviated.get(word) ?? word) : undefined;
}
