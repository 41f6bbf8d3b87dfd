import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type Diagnostic, diagnostic, invariant } from "../diagnostics/index.ts";
import { type Digest, isDigest } from "../domain/index.ts";
import { readRegularFile } from "../files/index.ts";
import type { RulesetFile } from "../plugin/index.ts";
import type { LoadedPlugin, RegisteredRuleset } from "./model.ts";
import { conflict, type Owner, ownerOf } from "./owner.ts";

/** Collects the rulesets of all plugins by URI. A file is read when its digest is first requested. */
export function collectRulesets(
  plugins: readonly LoadedPlugin[],
  report: (problem: Diagnostic) => void,
): ReadonlyMap<string, RegisteredRuleset> {
  const rulesets = new Map<string, RegisteredRuleset>();
  for (const plugin of plugins) {
    for (const ruleset of plugin.definition.rulesets) {
      const owner = ownerOf(plugin, report, `ruleset "${ruleset.uri}"`);
      const known = rulesets.get(ruleset.uri);
      if (!/^[a-z0-9_.-]+(\/[A-Za-z0-9_.-]+){2}$/.test(ruleset.uri)) {
        owner.report(unusable(owner));
      } else if (known !== undefined) {
        owner.report(conflict(owner, { by: known.plugin, what: "a ruleset of that URI" }));
      } else rulesets.set(ruleset.uri, withDigest(ruleset, plugin.definition.name));
    }
  }
  return rulesets;
}

function withDigest(ruleset: RulesetFile, plugin: string): RegisteredRuleset {
  let digest: Digest | undefined;
  return {
    uri: ruleset.uri,
    description: ruleset.description,
    file: ruleset.file,
    plugin,
    get digest() {
      digest ??= digestFile(fileURLToPath(ruleset.file));
      return digest;
    },
  };
}

const maxRulesetBytes = 100 * 1024 * 1024;

function digestFile(path: string): Digest {
  const digest = createHash("sha256").update(readRegularFile(path, maxRulesetBytes)).digest("hex");
  invariant(isDigest(digest), "SHA-256 is not 64 hexadecimal digits");
  return digest;
}

function unusable({ text }: Owner): Diagnostic {
  return diagnostic("WCT_COMPONENT_INVALID", {
    message: `${text}: the URI is not provider/name/version`,
    hint: "correct the plugin, or remove it",
  });
}
