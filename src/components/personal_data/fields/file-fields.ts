import type { StandardInputItem } from "../../../plugin/index.ts";
import { typeFamily } from "../../rules/index.ts";
import type { FindingCandidate, Kit, Values } from "../candidate.ts";
import { evaluateColumn } from "../column.ts";
import { type ColumnFacts, matchName } from "../column-name.ts";
import { sampleValues } from "../database.ts";
import { layoutsOfValues } from "../evidence/index.ts";
import { isOfPackage } from "../packages.ts";
import { recordsOf } from "./records.ts";
import { hideValueKeys } from "./value-keys.ts";

/** The result for one field of a file. */
export interface FieldCandidates {
  readonly sheet: string | undefined;
  readonly field: string;
  readonly record: string;
  readonly person: "self" | "linked" | "unknown";
  readonly candidates: readonly FindingCandidate[];
}

/** The fields of one file, by sheet. A field is evaluated when all are known, because names depend on each other. */
export class FileFields {
  readonly #kit: Kit;
  readonly #path: string;
  readonly #sheets = new Map<string | undefined, Map<string, Values>>();
  characters = 0;

  constructor(path: string, kit: Kit) {
    this.#path = path;
    this.#kit = kit;
  }

  add(item: StandardInputItem): void {
    if (item.locator.kind !== "field") return;
    const { sheet, field } = item.locator;
    this.addValues({ sheet, field }, item);
  }

  addValues(
    { sheet, field }: { readonly sheet?: string | undefined; readonly field: string },
    item: StandardInputItem,
  ): void {
    const fields = this.#sheets.get(sheet) ?? new Map<string, Values>();
    this.#sheets.set(sheet, fields);
    fields.set(field, sampleValues(item));
    this.characters += item.content.length;
  }

  finish(): readonly FieldCandidates[] {
    return [...this.#sheets].flatMap(([sheet, fields]) => {
      const candidates = this.#candidates(sheet, fields);
      const shown = hideValueKeys(fields, new Set(candidates.map(({ field }) => field)), this.#kit);
      return shown === fields ? candidates : this.#candidates(sheet, shown);
    });
  }

  #candidates(sheet: string | undefined, fields: ReadonlyMap<string, Values>): readonly FieldCandidates[] {
    const recordOf = recordsOf({ path: this.#path, sheet }, [...fields.keys()], this.#kit.rules.entities);
    return [...fields].flatMap(([field, values]) => {
      if (values.distinct.length === 0) return [];
      const { entity, name, parent } = recordOf(field);
      const facts = withParent(
        { name, family: typeFamily(""), entity, isOfPackage: isOfPackage(this.#path) },
        parent,
        this.#kit,
      );
      const candidates = evaluateColumn(facts, values, this.#kit);
      if (candidates.length === 0) return [];
      const layouts = layoutsOfValues(values.distinct);
      const signed = candidates.map((candidate) => ({ ...candidate, layouts }));
      return { sheet, field, record: entity.name, person: entity.person, candidates: signed };
    });
  }
}

/** Parts of names have short keys: `name.first`, `name[].family`. */
function withParent(facts: ColumnFacts, parent: string, kit: Kit): ColumnFacts {
  const last = kit.rules.entities.wordsOf(parent).at(-1);
  if (last !== "name" || matchName(facts, kit.rules) !== undefined) return facts;
  const whole = { ...facts, name: `${facts.name} name` };
  return matchName(whole, kit.rules) === undefined ? facts : whole;
}
