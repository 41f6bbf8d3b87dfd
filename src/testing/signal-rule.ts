import type { SignalRule } from "../components/rules/index.ts";

/** A rule of signals without any sign. */
export const emptySignalRule: SignalRule = {
  id: "empty",
  ...{ tables: [], records: [], hints: [], columns: [], text: [], said: [], roles: [], exclude: [] },
  ...{ exclude_columns: [], referenced_by: [], beside: [], user_columns: [], gives_way_to: [], persons: [] },
  ...{ database: [], not_about: [], general: false, acting: false, served: false, staff: false },
};
