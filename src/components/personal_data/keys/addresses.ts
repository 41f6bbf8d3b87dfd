import type { StandardInputTable } from "../../../plugin/index.ts";
import type { Entity } from "../../rules/index.ts";
import { isKeyName } from "./coded-words.ts";
import type { KeyTargets, KnownTable } from "./key-targets.ts";
import { wordsIn } from "./value-list.ts";

const addresses = wordsIn(
  "address addr adresse anschrift adres adress osoite direccion domicilio endereco morada indirizzo adresa",
);
const locations = wordsIn("location locality ubicacion localizacao lieu standort");
const streets = wordsIn("address addr adr adresse line street strasse str rue calle via straat ulica gata rua road");
const towns = wordsIn("city town zip zipcode postal postcode plz ort ville ciudad cidade citta stad plaats miasto");
/** What a place has that is more than the address of somebody. */
const ofSites = wordsIn("name phone tel fax email timezone opening manager website code type");
/** Parts of a building, whatever stands beside them: `aisle_no`. */
const ofBuildings = wordsIn("aisle hall dock bay zone gate capacity");
/** Whose location is not where somebody lives: `event_locations`, `warehouse_address_id`, `code_location`. */
const sites = wordsIn("warehouse event plant store shop site office venue branch code memory");
/** Their location is the office at which they work. */
const staff = wordsIn(
  "employee staff worker doctor physician provider practitioner nurse teacher mitarbeiter empleado",
);

/**
 * Finds tables of addresses to which persons refer, themselves or through a table between both: `person.location_id`. What
 * stands in them is data of these persons, although a location may be a shop elsewhere.
 */
export function withAddresses(tables: readonly KnownTable[], targets: KeyTargets): readonly KnownTable[] {
  const possible = new Set(tables.filter(({ entity }) => isAddress(entity)).map(({ table }) => table));
  if (possible.size === 0) return tables;
  const held = new Set(tables.flatMap((one) => heldBy(one, possible, targets)));
  return tables.map((one) =>
    held.has(one.table) ? { ...one, entity: { ...one.entity, person: "linked", isThing: false } } : one,
  );
}

/** Returns whether the rows are addresses alone: two parts of one, and nothing that only a shop or a branch has. */
function isAddress({ words, columns, person, isThing }: Entity): boolean {
  const last = words.at(-1) ?? "";
  const isOpen = person === "unknown" || (person === "linked" && isThing);
  if (!isOpen || words.some(isSite) || !(addresses.has(last) || locations.has(last))) return false;
  const has = (parts: ReadonlySet<string>) =>
    columns.some((column) => column.at(-1) !== "id" && column.some((word) => parts.has(word)));
  const isOfSite = columns.some((column) => {
    const named = column.filter((word) => word !== "id" && word !== last);
    return (
      column.some((word) => ofBuildings.has(word)) || (named.length > 0 && named.every((word) => ofSites.has(word)))
    );
  });
  return has(streets) && has(towns) && !isOfSite;
}

/** Returns the tables of addresses that the persons of a table have, or that a table between both gives them. */
function heldBy(
  { table, entity }: KnownTable,
  possible: ReadonlySet<StandardInputTable>,
  targets: KeyTargets,
): readonly StandardInputTable[] {
  const found = table.columns.map((column) => targets.targetOf(table, column));
  const isPerson = entity.person === "self";
  const isBetween = found.some((target) => target?.entity.person === "self" && target.table !== table);
  const isOfStaff = entity.words.some((word) => staff.has(word));
  return found.flatMap((target, at) => {
    if (
      entity.columns[at]?.some(isSite) ||
      target?.table === undefined ||
      target.table === table ||
      !possible.has(target.table)
    )
      return [];
    if (isOfStaff && locations.has(target.entity.words.at(-1) ?? "")) return [];
    return isPerson || (isBetween && isJoin({ table, entity })) ? [target.table] : [];
  });
}

const isSite = (word: string): boolean => sites.has(word);

/** What a table that joins two others says of the pair, besides dates and flags. */
const ofPairs = wordsIn(
  "id type kind date time from to since until start end valid is has active primary default preferred main current deleted created updated at by",
);

/** Returns whether a table only joins two others: it has keys, dates, a type and flags. */
const isJoin = ({ table, entity }: KnownTable): boolean =>
  !entity.words.some(isSite) &&
  table.columns.every(({ type, key, references }, at) => {
    const words = entity.columns[at] ?? [];
    const isPlain = /^(?:date|time|bool)/i.test(type) || words.every((word) => ofPairs.has(word));
    return isPlain || key !== null || references !== null || isKeyName(words);
  });
