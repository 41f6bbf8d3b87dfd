// Writes docs/dependencies.md: the packages in an installation of wct, with their licences and the reasons for them.
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { bundleProgram } from "./bundle.ts";
import { markdownTable } from "./markdown-table.ts";

const root = dirname(import.meta.dirname);
export const dependenciesPath = join(root, "docs", "dependencies.md");

/** The reason for each direct dependency. A new one needs a line here, otherwise the page is not written. */
const reasons: Readonly<Record<string, string>> = {
  "@marcbachmann/cel-js": "conditions of `wct check`",
  "@standard-schema/spec": "types only: configuration schemas of any library",
  "@vscode/debugadapter": "messages of the Debug Adapter Protocol",
  "@vscode/debugprotocol": "types only: the Debug Adapter Protocol",
  ajv: "JSON Schema 2020-12 validation of artifacts",
  chardet: "the encoding of text files that do not tell it",
  commander: "the command line",
  fflate: "zip and gzip, decompressed piece by piece under a limit; XLSX is written with it",
  fzstd: "Zstandard, decompressed piece by piece under a limit",
  entities: "names of characters in HTML, such as `&uuml;`",
  "get-east-asian-width": "columns of wide characters in terminals",
  ibantools: "check digits of bank account numbers",
  htmlparser2: "HTML of pages and mails, XML of office documents",
  "iconv-lite": "text in encodings that Node does not read",
  ignore: "ignore files, as git reads them",
  "json-p3": "JSONPath (RFC 9535) of `wct inspect --path`",
  "libphonenumber-js": "which digits are a phone number",
  picomatch: "glob patterns of the filesystem connector",
  "postal-mime": "encoded words and address lists of mail headers",
  recheck: "how long patterns of rulesets can take",
  sax: "XML, piece by piece",
  semver: "the versions of wct that a plugin works with",
  "smol-toml": "TOML",
  stdnum: "check digits of national and tax numbers",
  tldts: "which host names and mail domains can exist",
  uuid: "ids of runs that sort by time",
  yaml: "YAML with the place of every node",
  zod: "configuration and artifact schemas; the types of `wct-cli/plugin` refer to it",
};

/** Licences that require no more than a notice. */
const allowedLicences: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
];

export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression from its package.json. */
  readonly licence: string;
  /** Whether it is bundled into the program's files or installed as a separate package. */
  readonly comes: "bundled" | "installed";
  /** Scripts that npm would run on the user's machine. */
  readonly installScripts: readonly string[];
  /** Whether it contains native code, which npm would compile. */
  readonly isNative: boolean;
  /** The package that depends on it; wct itself for a direct dependency. */
  readonly neededBy: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly gypfile?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): Manifest => JSON.parse(readFileSync(path, "utf8"));

const ownPackage = "wct-cli";

/** Returns all packages in an installation of wct, by name. Throws if one of them is not installed here. */
export async function dependencies(): Promise<readonly Dependency[]> {
  const path = join(root, "package.json");
  const { dependencies: installed = {}, devDependencies = {} } = read(path);
  const { packages } = await bundleProgram();
  const bundled = packages.map((folder) => read(join(root, folder, "package.json")));
  const whoNeeds = (name: string): string =>
    name in devDependencies || name in installed
      ? ownPackage
      : (bundled.find((other) => name in (other.dependencies ?? {}))?.name ?? "nobody");
  const all = new Map(bundled.map((one) => [one.name, described(one, "bundled", whoNeeds(one.name))]));
  for (const found of installedWith(path)) if (!all.has(found.name)) all.set(found.name, found);
  return [...all.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the direct and indirect dependencies that npm installs with wct. */
function installedWith(path: string): readonly Dependency[] {
  const found = new Map<string, Dependency>();
  const visit = (manifestPath: string, from: Pick<Manifest, "name" | "dependencies">): void => {
    for (const name of Object.keys(from.dependencies ?? {})) {
      const needed = findPackageJSON(name, manifestPath);
      if (needed === undefined) throw new Error(`${name}, which ${from.name} needs, is not installed`);
      if (found.has(name)) continue;
      found.set(name, described(read(needed), "installed", from.name));
      visit(needed, read(needed));
    }
  };
  visit(path, read(path));
  return [...found.values()];
}

function described(
  { name, version, license = "none", gypfile = false, scripts = {} }: Manifest,
  comes: Dependency["comes"],
  neededBy: string,
): Dependency {
  const installScripts = ["preinstall", "install", "postinstall"].filter((script) => script in scripts);
  return { name, version, licence: license, comes, installScripts, isNative: gypfile, neededBy };
}

/** Returns whether one of the alternatives of a licence expression is allowed. */
export const isAllowed = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, "")
    .split(/ or /i)
    .some((one) => allowedLicences.includes(one));

function row({ name, version, licence, comes, neededBy }: Dependency): readonly string[] {
  const why = neededBy === ownPackage ? reasons[name] : `needed by ${neededBy}`;
  if (why === undefined) throw new Error(`say in scripts/dependencies-reference.ts why ${name} is there`);
  return [`\`${name}\``, version, licence, why, comes];
}

/** Returns the page as Markdown, with a final newline. Throws if a direct dependency has no reason. */
export async function dependenciesReference(): Promise<string> {
  const rows = (await dependencies()).map(row);
  return `# Dependencies

<!-- Generated by \`npm run docs\` from package.json, the bundle and the installed packages. -->

What an installation of wct brings along: the code of ${rows.length} packages. Most of it is bundled, in the versions that the tests ran with: npm installs beside wct only what its types refer to. Nothing runs a script when it is installed, nothing brings native code, and every licence asks for no more than a notice; a test holds all three.

${markdownTable([["package", "version", "licence", "why", "comes"], ...rows])}

Three packages are optional peer dependencies, which users install: \`pg\` for the connector \`postgres\` and for a shared record, \`pg-boss\` for workers on other machines, in exactly the version that was tested, and \`mysql2\` for \`mysql\` (all MIT).

The notices of what is bundled are in \`dist/THIRD-PARTY-NOTICES\`, its names and versions for scanners in \`dist/sbom.cdx.json\` (CycloneDX 1.6). SQLite, zstd and the rest of what touches the outside come with Node. The page of \`wct report\` contains [Preact](https://preactjs.com) (MIT); its licence is in \`dist/report/PREACT-LICENSE\`.
`;
}
