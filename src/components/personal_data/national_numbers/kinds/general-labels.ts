/** Labels that announce some number of a person, but not its kind. Only a strong check confirms such a number. */
export const generalLabels = `
  national id, national identity, national identity number, national identification number, national number,
  identity number, identification number, id number, id no, id card, identity card, personal id, personal number,
  personal code, personal identity code, personal identity number, personal identification number, citizen id,
  citizen number, citizen service number, social security number, social security, social insurance number,
  social insurance, insurance number, government id, tax id, tax number, tax no, tin, tax identification number,
  taxpayer id, taxpayer number, taxpayer identification number, tax code, fiscal code, fiscal number, ssn,
  birth number, registration number of birth,
  personenkennzeichen, personenkennziffer, ausweisnummer, ausweisnr, identitatsnummer,
  numero national, numero d identification, numero d identite, piece d identite, identifiant national,
  numero de identidad, documento de identidad, numero de identificacion, cedula, cedula de identidad,
  carta d identita, documento d identita, numero di identita, codice personale,
  numero de identificacao, documento de identidade, bilhete de identidade,
  identiteitsnummer, identificatienummer, nationaal nummer, identitetsnummer, personnummer, personnr, fodselsnummer,
  numer identyfikacyjny, numer ewidencyjny, osobni broj, osebna stevilka, osobne cislo, cislo op,
  asmens kodas, personas kods, isikukood, henkilotunnus, kennitala,
  ταυτοτητα, αριθμος ταυτοτητας, αδτ, егн, единен граждански номер, личен номер, личный номер, паспорт,
  матични број, jmbg, jmb, emso, embg, kimlik numarasi, kimlik no, vatandaslik no`;
