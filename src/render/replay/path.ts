/** Longer keys, and keys with other characters, may be data. */
const plainKey = /^[A-Za-z_]\w{0,63}$/;

/**
 * Formats a path as a JSONPath, such as `$.findings[3].score`. Without `revealsKeys`, a key that could be data is shown
 * as `['…']`.
 */
export function differencePath(path: readonly (string | number)[], revealsKeys: boolean): string {
  return `$${path.map((step) => stepText(step, revealsKeys)).join("")}`;
}

function stepText(step: string | number, revealsKeys: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  if (plainKey.test(step)) return `.${step}`;
  return `[${revealsKeys ? JSON.stringify(step) : "'…'"}]`;
}
