import type { Hit } from "./hits/index.ts";
import { limited } from "./score.ts";

const file =
  /(?:^|[\\/])(?:package\.json|composer\.json|bower\.json|pubspec\.yaml|cargo\.toml|pyproject\.toml|licen[cs]e(?:[.-][\w.-]+)?|copying(?:\.\w+)?)$/i;

/** Returns whether a file is the manifest or the licence of a package, as those of the libraries of a program are. */
export const isOfPackage = (path: string): boolean => file.test(path);

/** Authors have published their names with the package, so that these are no data of the program that uses it. */
const authorOfPackage = { score: 0.4, text: "author in the manifest or licence of a package" } as const;

/** The fields of a manifest are those of programs: `scripts.dev` is no device. A password is one wherever it stands. */
export const fieldOfPackage = { score: 0.4, text: "field of the manifest of a package" } as const;

/** Lowers the score of a name in the text of such a file. */
export function asAuthor(hit: Hit): Hit {
  if (hit.compiled.rule.category !== "name") return hit;
  const { value: score, steps } = limited({ value: hit.score, steps: hit.steps }, authorOfPackage);
  return { ...hit, score, steps };
}
