import { expect, test } from "vitest";
import { email } from "./email.ts";

const verdictOf = (local: string) => [...email.find(`write to ${local}@muster.de today`)][0];

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
