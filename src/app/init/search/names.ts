/** Ids of the derived artifacts in the starter runbook. */
const taken = ["personal_data", "data_subjects", "processing_purposes", "gdpr_article_30"];
/** Words of selections, and words that YAML or an earlier version of it does not read as text. */
const noIds = new Set(["and", "or", "not", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/** Returns valid, unique artifact ids, one for each file name; a name without usable letters gets the fallback. */
export function artifactIds(names: readonly { readonly name: string; readonly fallback: string }[]): readonly string[] {
  const used = new Set(taken);
  return names.map(({ name, fallback }) => {
    const id = free(idOf(name, fallback), used);
    used.add(id);
    return id;
  });
}

function idOf(name: string, fallback: string): string {
  const plain = name.normalize("NFKD").replaceAll("ß", "ss").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain
    .match(/[a-z0-9]+/g)
    ?.join("_")
    .slice(0, 60);
  if (words === undefined) return fallback;
  return /^[a-z]/.test(words) && !noIds.has(words) ? words : `${fallback}_${words}`;
}

function free(id: string, used: ReadonlySet<string>): string {
  if (!used.has(id)) return id;
  let number = 2;
  while (used.has(`${id}_${number}`)) number += 1;
  return `${id}_${number}`;
}
