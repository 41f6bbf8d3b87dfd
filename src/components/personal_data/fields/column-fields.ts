import type { StandardInputItem } from "../../../plugin/index.ts";
import { locatorKey } from "../../locators.ts";
import type { Kit } from "../candidate.ts";
import type { ColumnLocator } from "../database.ts";
import { FileFields } from "./file-fields.ts";

interface ColumnWithFields {
  readonly locator: ColumnLocator;
  readonly fields: FileFields;
}

/** The fields inside the values of columns: keys of JSON, and keys that stand beside values. */
export class FieldsOfColumns {
  readonly #kit: Kit;
  readonly #columns = new Map<string, ColumnWithFields>();

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  add({ field = "", ...locator }: ColumnLocator, item: StandardInputItem): void {
    const key = locatorKey(locator);
    const column = this.#columns.get(key) ?? { locator, fields: new FileFields(locator.table, this.#kit) };
    this.#columns.set(key, column);
    column.fields.addValues({ field }, item);
  }

  columns(): readonly ColumnWithFields[] {
    return [...this.#columns.values()];
  }
}
