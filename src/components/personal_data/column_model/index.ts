/*
 * Finds columns that no rule names, by a small model that learned from labelled, made-up schemas.
 *
 * Start at learnedColumn in learned-column.ts; features.ts says what the model looks at, model.ts asks it.
 * scripts/columns/train.ts makes data/columns.bin.
 * Must not know: values. The model sees names, types and tables only.
 */

export { askAbout, learnedColumn, learnedVetoes } from "./learned-column.ts";
export { type ColumnModel, type ModelAnswer, shippedColumnModel } from "./model.ts";
