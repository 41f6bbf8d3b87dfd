import { findNames } from "../names/index.ts";
import type { Recogniser } from "./recogniser.ts";

/** Recognises names of persons in texts. A single value has no context, so that only its column can say what it is. */
export const personName: Recogniser = {
  id: "person_name",
  isValidator: false,
  *find(text) {
    for (const { start, end, score, note } of findNames(text)) {
      const value = text.slice(start, end).toLowerCase().replace(/\s+/g, " ");
      yield { value, score, notes: [note], start, end };
    }
  },
  test: () => undefined,
};
