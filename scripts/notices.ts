// The legal information about the bundled packages: their notices, and a bill of materials for tools that search
// installed packages for known vulnerabilities.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression from its package.json. */
  readonly licence: string;
  /** Text of its licence files, concatenated. */
  readonly notice: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * Reads a package from its folder in the checkout. Throws if it has no licence file, because it may not be
 * redistributed then.
 */
export function bundledPackage(folder: string): BundledPackage {
  const path = join(root, folder);
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const files = readdirSync(path).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} brings no licence file, and may not be bundled`);
  const notice = files.toSorted().map((file) => readFileSync(join(path, file), "utf8").trim());
  return { name, version, licence: license, notice: notice.join("\n\n") };
}

/** Formats the notices as one text. */
export function noticesText(packages: readonly BundledPackage[]): string {
  const each = packages.map(({ name, version, licence, notice }) => {
    const line = "=".repeat(80);
    return `${line}\n${name} ${version} (${licence})\n${line}\n\n${notice}\n`;
  });
  return `wct contains code of these packages. wct itself is under Apache-2.0.\n\n${each.join("\n")}`;
}

/**
 * Creates a software bill of materials in CycloneDX 1.6, without a timestamp, so that the same build gives the same
 * bytes.
 */
export function billOfMaterials(packages: readonly BundledPackage[], wctVersion: string): string {
  const component = ({ name, version, licence }: Omit<BundledPackage, "notice">) => ({
    type: "library",
    "bom-ref": packageUrl(name, version),
    name,
    version,
    purl: packageUrl(name, version),
    licenses: [{ expression: licence.replaceAll(/\bor\b/g, "OR") }],
  });
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { ...component({ name: "wct-cli", version: wctVersion, licence: "Apache-2.0" }), type: "application" },
    },
    components: packages.map(component),
    dependencies: [
      {
        ref: packageUrl("wct-cli", wctVersion),
        dependsOn: packages.map(({ name, version }) => packageUrl(name, version)),
      },
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** The format escapes the `@` of a scope; see https://github.com/package-url/purl-spec. */
const packageUrl = (name: string, version: string): string => `pkg:npm/${name.replace("@", "%40")}@${version}`;
