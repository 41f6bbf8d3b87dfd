/*
 * Sentences that a review of the first tables found to tell of nobody although a statement matched, and others of their kinds;
 * and sentences beside them that do tell of a person. All are made up.
 */

export const telling = `
family|Ihre Ehefrau Petra Sommer ist mitversichert.
family|Ihre Ehefrau arbeitet bei der Stadt Kiel.
family|Your wife, born on 3 April 1971, is covered as well.
family|Sua moglie lavora presso la Banca Alta.
family|Sa femme Claire Petit a signé.
trade_union|Han är medlem i fackförbundet Transport.
trade_union|She is a member of the trade union Community.
religious|Faith: RC
religious|Vera: pravoslavna
religious|Konfession: rk
health|Pan Jan Kot przebywa na zwolnieniu L4 od 12.03.2024.
health|Blood type: AB Rh+
health|Mr Keller is allergic to latex.
health|Frau Ebert: GdB 60
health|Ihr GdB beträgt 50.
income|Ich verdiene 3.100 Euro brutto.
health|Sie sind allergisch gegen Penicillin.
religious|Konfession: rk, ledig
income|Her pay is £2,300 a month.
income|Gross pay for Mrs Baker is £2,300.
income|You get a bonus of $500 with your salary of $4,000.
criminal|Mr Dunn was convicted of theft.
`;

export const tellingNothing = `
Bitte bringen Sie die Geburtsurkunde Ihrer Ehefrau mit.
Your husband may join the policy at any time.
Su esposa figura como beneficiaria.
min salary $50,000
You can see the salaries: son salary $50,000
Du bon usage : le salaire du directeur est de 3 000 €.
You have two children nodes.
Leistungen ab Pflegegrad 2.
Your changes will make the report easier to read.
His decisions make sense to most readers.
What is your make and model of car?
Ask your spouse to sign.
If your spouse works, fill in form B.
Our mari and her mari are variables.
Su make target fails.
Your husband and wife team can apply.
Their partner, spouse or child may attend.
Ihre Ehefrau oder Ihr Ehemann unterschreibt bitte.
Mein kone ist kaputt.
Votre conjoint doit signer le formulaire.
Membership: Pro
annual membership (Pro), paid monthly
every member of the Community Council
He is a member of the Transport Committee.
tag: LAB
tag: USB
member of Equity Partners
Mitglied der Liga
medlem i Handels
She is a member of the Pro Team.
membership: Prospect
Vera: is the report ready?
Faith: is that the last version?
Faith: is it done?
Vera: ev.
Faith: no, ak is the name of the branch.
Dini: is the test green?
We debug it with GDB 12, GCC 13 and Make.
GDB: 12
gdb 12.
L4 filtering since 2.6 is stable.
L4 load balancer from 10.4.
Diagnostic mode of firmware B12.3 is on.
The diagnostic port is at slot C10.2
The diagnosis of board C10.2 is complete.
What blood type a person has depends on genes.
The blood group is a property.
Do not use if you are allergic to latex.
ICD-10 E11.9 stands for type 2 diabetes
ICD-10: E11.9 stands for type 2 diabetes
Sick leave from 1 April 2025 is paid by law.
Sick leave from 10.4 is documented.
Maternity leave from 1 April 2025 lasts longer.
Everyone allergic to penicillin should tell the doctor.
People with an allergy to peanuts avoid it.
You pay $20 a month.
Did you pay 20 EUR already?
I pay the invoice of $300.
You get a bonus of $500 for each friend.
On Monday the wages of the plant were $50,000.
On average the salary is $50,000.
De salary of the plant was $50,000.
The allowance on top is 300 EUR, De Vries says.
She pays a commission of $30.
You receive an allowance of 5 GB and pay $20.
She spoke with conviction about violence in films.
He was convicted that theft is a problem.
You have a previous conviction about fraud detection.
She was sentenced to live with murder mysteries.
He spoke of fraud and was convicted that nothing works.
My wife works at home on Fridays, says the character in the book.
Their husband and father lives in the past.
Your partner since 1998 for quality tools.
Your wife or husband can sign.
Her husband may apply.
You have one child process.
He has two daughters boards.
She has three sons in the novel.
You are a father of the idea.
It has a kids mode and you have a kids menu.
Mitglied der GEW werden
Membership: Community
Member: USB
lid: FO
medlem i Pro
union: set of NEU values
Union: Equity, Prospect
syndicat FO
A member of the IDA board.
Mitglied im dbb Landesbund
A member of PCS Ltd.
Membro CGIL: contatti
Confession: he is late
Denomination: Methodist church, built 1840
Faith: Catholic school
Religion: is
Faith: none
Konfession: is it here
Religion: ev charging
Geloof: ref. 12
Diagnostic: the slot C10.2 is empty
Diagnosis code: F32.1
GdB 60 wird ab Antrag gewährt.
Ab GdB 50.
You run GDB 12.
GdB: 12
Pflegegrad 3 haben viele Menschen.
Wer Pflegegrad 3, hat Anspruch.
Sick leave from 1 April 2025 until 3 May 2025 is paid.
You can take sick leave from 1 April 2025.
Your maternity leave from 1 April 2025 is regulated by law.
You will see the sick leave since 2.10 in the menu.
Blood group: a word in the glossary
Blood group AB is rare.
Blood type O negative is the universal donor.
Allergies: peanuts, latex and pollen are common.
You may be allergic to latex.
If allergic to latex, ask.
Are you allergic to penicillin?
Contains latex; allergy to latex possible.
You earn 20 EUR for each friend.
You earn $5 per review.
You can earn $500 a month.
You get a pension of $500 if you pay.
You set the salary to $50,000 in the form.
Enter your salary, e.g. $50,000.
Your salary: $0
He sets wages of $15 for the staff.
Sie sehen hier das Gehalt von 3.000 EUR als Beispiel.
The base pay is $20 and you pay tax.
Your pay plan costs $20.
Your commission is $20 per sale.
Your allowance of $800 for baggage.
Sie erhalten eine Prämie von 50 EUR für jeden Freund.
Votre prime d'assurance est de 320 €.
Ihre Rente von 1.000 EUR im Beispiel
Your bonus of $10 awaits!
Vous gagnez 20 € de réduction.
Sie verdienen 20 EUR Bonus.
You earned 20 EUR cashback.
He was convicted of theft in the film.
You were sentenced to wait.
Du kan bli dömd för stöld.
Sie werden wegen Betrugs angeklagt, wenn
Vous êtes condamné à deux ans de travaux dans le jeu.
You are convicted of fraud if you lie.
straffet for vold
Keskimäärin palkka on 3 000 euroa.
The pay of $20 is for every hour.
His gross salary formula is $50,000 divided by 12.
Your income tax is $3,000.
Your pension plan costs $20.
Your net income threshold is $20,000.
Mr Baker explains that the salary in this state is $50,000.
You have three kids of errors.
Vous avez deux enfants maximum.
Sie haben zwei Kinder Komponenten.
Vera: pravoslavna crkva
Religion: Catholic, Protestant, Jewish
Bekenntnis: keine Angabe
Religion: none
Union: FO = float
union: UGT, CCOO
Mitglied von EVG oder GDL
Any member of GMB or Unison
members: GEW
Diagnose: F32.1 bedeutet Depression
Dx: T10.5 torque
GdB 50 oder mehr
Blood group: O or A
She may be allergic to penicillin.
Patients who are allergic to penicillin
Krankmeldung bis 10.30 Uhr
Krankmeldung ab 03.04. möglich
You were convicted for no offence.
Sie wurden zu zwei Jahren Abo verurteilt.
You were sentenced to six months of boredom.
Your wife works for you in the game.
Votre mari depuis 2010 ?
Do you have two children?
`;
