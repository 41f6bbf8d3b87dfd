import { readFileSync } from "node:fs";
import { makeKit } from "../components/personal_data/analyse.ts";
import { personalDataConfig, shippedRuleset } from "../components/personal_data/config.ts";
import { compileRules } from "../components/personal_data/rules.ts";
import { parseRuleset, personalDataRuleset } from "../components/rules/index.ts";
import { rulesetFiles } from "../components/rulesets/index.ts";

/** Reads the rules of personal data that wct includes. */
export async function readShippedRules() {
  const shipped = rulesetFiles.find(({ uri }) => uri === shippedRuleset);
  if (shipped === undefined) throw new Error(`no ruleset ${shippedRuleset}`);
  const file = { uri: shipped.uri, text: readFileSync(shipped.file, "utf8") };
  return await parseRuleset(file, personalDataRuleset, (code, text) => {
    throw new Error(`${code}: ${text}`);
  });
}

/** Prepares the analysis by these rules alone, without the model of columns. */
export const shippedKit = async () => makeKit(personalDataConfig.parse({}), compileRules(await readShippedRules()));
