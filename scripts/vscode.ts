// `npm run vscode`: packages the extension for Visual Studio Code, editors/vscode/wct-debug.vsix. Needs no network.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { runbookSchema } from "../src/app/components/index.ts";
import { builtInRegistry } from "../src/app/plugins/index.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

const root = dirname(import.meta.dirname);
const source = join(root, "editors/vscode");

interface ExtensionManifest {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly publisher: string;
  readonly engines: { readonly vscode: string };
  readonly categories: readonly string[];
}

/** Returns the files of the package: the extension's own, and the two that the format needs. */
export async function vsixEntries(): Promise<readonly ZipEntry[]> {
  const manifest = readFileSync(join(source, "package.json"), "utf8");
  const { outputFiles } = await build({
    entryPoints: [join(source, "extension.ts")],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    external: ["vscode"],
    legalComments: "none",
  });
  const own = (name: string, text: string): ZipEntry => ({ path: `extension/${name}`, data: Buffer.from(text) });
  return [
    { path: "[Content_Types].xml", data: Buffer.from(contentTypes) },
    { path: "extension.vsixmanifest", data: Buffer.from(vsixManifest(JSON.parse(manifest))) },
    own("package.json", manifest),
    own("README.md", readFileSync(join(source, "README.md"), "utf8")),
    own("LICENSE.txt", readFileSync(join(root, "LICENSE"), "utf8")),
    own("dist/extension.cjs", outputFiles[0]?.text ?? ""),
    own("dist/runbook.schema.json", `${JSON.stringify(runbookSchema(builtInRegistry()))}\n`),
  ];
}

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".vsixmanifest" ContentType="text/xml"/><Default Extension=".cjs" ContentType="application/node"/><Default Extension=".md" ContentType="text/markdown"/><Default Extension=".txt" ContentType="text/plain"/></Types>
`;

function vsixManifest(manifest: ExtensionManifest): string {
  const { name, displayName, description, version, publisher, engines, categories } = manifest;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Description xml:space="preserve">${description}</Description>
    <Categories>${categories.join(",")}</Categories>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`;
}

if (import.meta.main) {
  const path = join(source, "wct-debug.vsix");
  writeFileSync(path, zipOf(await vsixEntries()));
  console.log(path);
}
