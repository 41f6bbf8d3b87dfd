import { expect } from "vitest";

/** Keys of events that records of earlier versions do not have. */
const addedLater = ["sourceState", "basis", "identity", "selection"];
/** Keys with the same name are in every answer. */
const addedToEvents = ["remote", "lost"];

/** Adds every object that is neither closed nor open on purpose, and every property without a description, to `wrong`. */
export function collectUndescribed(node: unknown, path: string, wrong: string[]): void {
  if (typeof node !== "object" || node === null) return;
  if ("properties" in node && "additionalProperties" in node) {
    const keys = Object.keys(Object(node.properties));
    if (node.additionalProperties !== false) wrong.push(`${path} is open`);
    const optional = keys.includes("seq") ? [...addedLater, ...addedToEvents] : addedLater;
    const always = keys.filter((key) => !optional.includes(key));
    if ("required" in node) expect({ path, required: node.required }).toEqual({ path, required: always });
    else if (keys.length > 0) wrong.push(`${path} requires nothing`);
    for (const [key, held] of Object.entries(Object(node.properties))) {
      const isReport = Object(held).description !== undefined || "$ref" in Object(held) || "const" in Object(held);
      if (!isReport) wrong.push(`${path}.${key} is not described`);
    }
  }
  for (const [key, held] of Object.entries(node)) collectUndescribed(held, `${path}/${key}`, wrong);
}
