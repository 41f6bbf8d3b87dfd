import { expect, test } from "vitest";
import { email } from "./email.ts";

const verdictOf = (local: string, domain = "muster.de") => [...email.find(`write to ${local}@${domain} today`)][0];

test.each(
  "info sales support datenschutz bewerbung rechnung kundenservice serviceclient rgpd comptabilite atencionalcliente ventas amministrazione ufficio.stampa klantenservice administratie biuro rekrutacja iod geral apoio kundtjänst dataskyddsombud bogholderi personvern asiakaspalvelu tietosuoja myynti klienditugi birojs pagalba podatelna obchod ugyfelszolgalat iroda secretariat resurseumane prodaja nabava офис grammateia oifig info-de support.eu sales2 info+newsletter hr_berlin the.team"
    .split(" ")
    .map((local) => [local]),
)("%s is a mailbox of a function: a score below 0.6, with the reason", (local) => {
  expect(verdictOf(local)).toMatchObject({ score: 0.55, notes: ["mailbox of a function, not of a person"] });
});

test.each(
  "noreply no-reply no_reply do-not-reply noreply-orders ne-pas-repondre keine-antwort mailer-daemon"
    .split(" ")
    .map((local) => [local]),
)("%s is a mailbox of a program", (local) => expect(verdictOf(local)).toMatchObject({ score: 0.3 }));

test.each(
  "ines ines.falk falk i.falk info.falk sales.ines dane camara ola.norgaard hr.mueller teamines ines1985 marketa.kadrova"
    .split(" ")
    .map((local) => [local]),
)("%s may be a person's mailbox", (local) => expect(verdictOf(local)).toMatchObject({ score: 0.95 }));

test.each([
  ["with two letters of no country or language", "dev.vk li.team team.xq"],
  [
    "with a name that is a word of a function",
    "bo.lager jo.stock ed.root li.post dk.lager hr.post dev.sales post.berlin",
  ],
  ["with a year", "dev1985 info1985 team.1985 info123"],
  ["with a name behind the plus", "info+max.mustermann info+max team+ines2"],
  ["of a first name that is a function in another country", "arve dimos resi odo"],
] as const)("a mailbox %s may be a person's", (_, locals) => {
  for (const local of locals.split(" ")) {
    expect([local, verdictOf(local)?.score]).toEqual([local, 0.95]);
  }
});

test.each(
  "post sales-de stock.fr lager-eu sales2 post-1 sales.team post.service info24 team-99 info+news support+4711 support+ticket4711 info-li support_pt-br"
    .split(" ")
    .map((local) => [local]),
)("%s is a function with its country, language or number", (local) => {
  expect(verdictOf(local)).toMatchObject({ score: 0.55 });
});

test("a first name is a function where its language is spoken", () => {
  expect(verdictOf("arve", "firma.ee")?.score).toBe(0.55);
  expect(verdictOf("arve", "firma.no")?.score).toBe(0.95);
});

test.each([
  "gmail.com",
  "web.de",
  "gmx.at",
  "yahoo.co.uk",
  "orange.fr",
  "libero.it",
  "wp.pl",
  "seznam.cz",
  "outlook.com",
])("no mailbox at %s is a function's, since anyone can have one there", (domain) => {
  for (const local of ["info", "dev1985", "li.post", "service"]) expect(verdictOf(local, domain)?.score).toBe(0.95);
});
