/** What a person is in a firm, in front of its name: `CEO of Acme`. */
export const roles = [
  "CEO|CTO|CFO|COO|CIO|founder|co-founder|president|vice president|director|managing director|manager|head|owner|partner|secretary|chair(?:man|woman|person)?|engineer|developer|analyst|consultant|employee|spokes(?:man|woman|person)|accountant|professor|lecturer|researcher|nurse|clerk|intern|editor",
  "Geschäftsführer(?:in)?|Vorstand|Leiter(?:in)?|Chef(?:in)?|Inhaber(?:in)?|Mitarbeiter(?:in)?|Direktor(?:in)?|Sprecher(?:in)?|Gründer(?:in)?|Angestellte[rn]?",
  "PDG|directeur|directrice|président|présidente|gérante?|fondateur|fondatrice|salariée?|employée?|responsable|porte-parole",
  "directora?|presidente|presidenta|gerente|fundadora?|emplead[oa]|socio|socia|consejer[oa] delegad[oa]",
  "direttore|direttrice|amministratore delegato|fondatore|fondatrice|dipendente|impiegat[oa]|titolare",
  "directeur|directrice|oprichter|eigenaar|medewerker|medewerkster|bestuurder|woordvoerder",
  "prezes|dyrektor(?:ka)?|kierowni(?:k|czka)|założyciel(?:ka)?|pracowni(?:k|ca)",
  "diretora?|gerente|fundadora?|funcionári[oa]|sóci[oa]",
].join("|");
/** The words between a role and the name of a firm. */
export const ofEmployer =
  "(?:of|at|for|with|der|des|von|bei|beim|de|du|chez|d['’]|del|de la|di|della|dell['’]|presso|van|bij|w|firmy|spółki|da|do|na|no)";
