import { foldPhrase } from "./words.ts";

/** Abbreviations in names of columns of older systems, each with the word for which it stands: `cust_nm` `acct_bal_amt`. */
const english = `
  nm name, fnm first name, lnm last name, frst first, fst first, lst last, mid middle, midl middle, srnm surname,
  surnm surname, mdn maiden, ttl title, sfx suffix, gndr gender, brth birth, bth birth, brthdt birth date,
  brthdy birthday, dobirth date of birth, mrtl marital, mar marital, spse spouse, sps spouse, chldrn children,
  depndnt dependent, dpndnt dependent, rltn relation, reln relation, rltnshp relationship, nok next of kin, cont contact, provin province,
  emrg emergency, emerg emergency, emgcy emergency, emg emergency, cntct contact, cntc contact, prsn person, pers person,
  indiv individual, cust customer, cstmr customer, clnt client, usr user, emp employee, empl employer, emplyr employer,
  emplymt employment, wrkr worker, stf staff, mbr member, mem member, pat patient, pt patient, stu student,
  stud student, stdnt student, tchr teacher, gdn guardian, grdn guardian, appl applicant, applnt applicant,
  cand candidate, cnd candidate, tnt tenant, drvr driver, psgr passenger, pax passenger, gst guest, vstr visitor,
  ownr owner, hldr holder, benef beneficiary, bnf beneficiary, bene beneficiary, bnfcry beneficiary, guar guarantor,
  gtr guarantor, sndr sender, rcpt recipient, recip recipient, pyr payer, pye payee, claimnt claimant, clmt claimant,
  clmnt claimant, insrd insured, insd insured, phldr policyholder, plcyhldr policyholder, agt agent, mgr manager,
  supv supervisor, supvsr supervisor, phys physician, dr doctor,   addr address, adr address, addrs address, strt street, strnm street name, bldg building, flr floor, zp zip,
  pstl postal, pcode postcode, pstcd postcode, postcd postcode, pcd postcode, cty city, twn town, cnty county,
  cntry country, ctry country, res residence, resdnc residence, mailng mailing, prm permanent, perm permanent,
  phn phone, phne phone, tele telephone, mob mobile, mbl mobile, cel cell, hm home, wrk work, eml email, emladdr email address,
  nat nationality, natl national, natnlty nationality, ntnlty nationality, ctzn citizen, ctznshp citizenship,
  psprt passport, pspt passport, lic license, lcns license, licn license, idnt identity,   occ occupation, occp occupation, occup occupation, dept department, desig designation, desg designation,   sal salary, slry salary, wge wage, inc income, incm income, bns bonus, allow allowance, ded deduction, ovt overtime,
  hre hire, trm termination, resgn resignation, absnc absence, attend attendance,   edu education, educ education, qual qualification, dgr degree, schl school, univ university, exprnc experience,
  acct account, acc account, acnt account, accnt account, bnk bank, brnch branch, rtng routing, srt sort, swft swift,
  bal balance, blnc balance, amt amount, amnt amount, avail available, avl available, ldgr ledger, curr current,
  outstndg outstanding, outstd outstanding, prin principal, princ principal, instl instalment,
  instlmt instalment, ovrdrft overdraft, lmt limit, dpst deposit, wdrl withdrawal, wthdrwl withdrawal,
  mtg mortgage, txn transaction, trx transaction, trxn transaction, tran transaction, trans transaction,
  pmt payment, pymt payment, pymnt payment, inv invoice, invc invoice, crd card, crdt credit,
  chq cheque, chk check, ref reference, narr narrative, ben beneficiary, cntrprty counterparty,
  cpty counterparty, ctpty counterparty, mrch merchant, mrchnt merchant, mer merchant, exp expiry, expr expiry,
  prem premium, prm premium, plcy policy, pol policy, clm claim, ins insurance, insur insurance,   veh vehicle, vhcl vehicle, plt plate, regn registration, reg registration,
  pwd password, pswd password, psw password, scrt secret, lgn login, lgin login, dvc device,   brwsr browser, lst last, latd latitude, lngtd longitude,
  diag diagnosis, dx diagnosis, dgns diagnosis, med medication, meds medication, rx prescription, presc prescription,
  allrgy allergy, alrgy allergy, hosp hospital, admsn admission, dischg discharge, disch discharge,
  symp symptom, immun immunization, vacc vaccination, hx history, wt weight, ht height,
  bld blood, dth death, dcsd deceased, decd deceased, preg pregnancy, ethn ethnicity, ethnc ethnicity, relig religion,
  rlgn religion, disab disability, disblty disability,
  stat status, sts status, typ type, cat category, cmt comment, cmnt comment, cmnts comments, rmk remark, rmrk remark,
  rmrks remarks, rem remark, rsn reason, resn reason, desc description, descr description, dscr description, txt text,
  msg message, subj subject, instr instruction, scr score, rtg rating, sgmt segment, pref preferred, lang language,
  lng language, dt date, dte date, cd code, num number, nbr number, nmbr number, nr number, no number, yr year,
  mth month, mo month, grd grade, dlv delivery, dlvry delivery, delv delivery, ship shipping, bill billing, prsnl personal,
  sgntr signature, sig signature, pic picture, pht photo, tp third party,
  jnt joint, emplr employer, wrth worth, rsk risk, dcsn decision, dcln decline, purp purpose, uw underwriting, mthr mother, fthr father, emb embossed, embs embossed, embsd embossed, remtr remitter, rmtr remitter,
  remit remitter, benfy beneficiary, bnfy beneficiary, ctrpty counterparty, cntpty counterparty, ctrprty counterparty,
  ctpy counterparty, pyee payee, lgl legal, shrt short, prty party, secr security, qstn question, qst question,
  answ answer, ansr answer, ans answer, tkn token, hsh hash, lgnm login name, unm user name, pct percent,
  prcnt percent, cmpgn campaign, natn nation, dom domicile, domcl domicile, empr employer, brwr borrower,
  borr borrower, lndr lender, coll collateral, evl evaluation, skl skill, fam family `;

/** What older systems write in other languages. */
const others = `
  vorn vorname, vname vorname, nname nachname, gname geburtsname, zname zuname, strname strasse, vn vorname, nachn nachname, nn nachname, zun zuname, gebdt geburtsdatum, gebd geburtsdatum,
  gebnam geburtsname, gebname geburtsname, geschl geschlecht, anr anrede, tit titel,
  strg strasse, hnr hausnummer, hsnr hausnummer, hausn hausnummer, wohnt wohnort, tlf telefon, fernspr telefon,
  kto konto, anz anzahl, ktonr kontonummer, ktoinh kontoinhaber, inh inhaber, anspr ansprechpartner, ansprp ansprechpartner,
  bem bemerkung, bemerk bemerkung, betr betrag, famst familienstand, famstd familienstand,
  staatsang staatsangehörigkeit, staatsangeh staatsangehörigkeit, konf konfession, kdn kundennummer,
  vertr vertrag, vtr vertrag, vtnr vertragsnummer, kdnam kundenname, mitarb mitarbeiter,
  persn personalnummer, abschl abschlag, verbr verbrauch, zst zählerstand, krankk krankenkasse,   versn versicherungsnummer, sachb sachbearbeiter, antr antragsteller, ausw ausweis,   kennz kennzeichen, gew gewicht, beh behandlung, diagn diagnose, einw einwohner,
  naamv voornaam, voorl voorletters, tussenv tussenvoegsel, achtern achternaam, gebdatum geboortedatum, hsnmr huisnummer,
  opm opmerking, rekn rekeningnummer, reknr rekeningnummer, bedr bedrag, klnt klant, mdw medewerker,
  prnm prénom, datnais date naissance, dtnais date naissance, datnaiss date naissance, adrs adresse, codpost code postal,
  cpost code postal, vil ville, portbl portable, matr matricule, obs observación, sitfam situation familiale,
  nac nacimiento, fnac fecha nacimiento, fecnac fecha nacimiento, fechnac fecha nacimiento, apel apellido, apell apellido,
  nomb nombre, dir dirección, direc dirección, pobl población, tlfno teléfono, tfno teléfono,
  tlfn teléfono, cta cuenta, tarj tarjeta, sald saldo,
  cogn cognome, nasc nascita, datnasc data nascita, dtnasc data nascimento, indir indirizzo,   nazion nazionalità, endr endereço,
  fnamn förnamn, enamn efternamn, pnr personnummer, persnr personnummer, adrss adress, tfn telefon, belp belopp`;

const pairsOf = (list: string): readonly (readonly [string, readonly string[]])[] =>
  list.split(",").map((pair) => {
    const [short = "", ...words] = foldPhrase(pair.trim()).split(" ");
    return [short, words];
  });

// Of an abbreviation with two meanings the first one counts.
const abbreviated: ReadonlyMap<string, readonly string[]> = new Map(pairsOf(`${english}, ${others}`).toReversed());

/** Returns the words with their abbreviations written out; undefined if there are none. */
export function writtenOut(words: readonly string[]): readonly string[] | undefined {
  return words.some((word) => abbreviated.has(word))
    ? words.flatMap((word) => abbreviated.get(word) ?? [word])
    : undefined;
}
