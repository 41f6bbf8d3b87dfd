import { beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../scripts/bundle.ts";
import { type BundledPackage, billOfMaterials, bundledPackage, noticesText } from "../scripts/notices.ts";

describe("what is bundled", () => {
  let packages: readonly BundledPackage[];
  beforeAll(async () => {
    packages = (await bundleProgram()).packages.map(bundledPackage);
  });

  test("is owed a notice, and each package gets its own", () => {
    const text = noticesText(packages);
    for (const { name, version, notice } of packages) {
      expect(text).toContain(`\n${name} ${version} (`);
      expect(text).toContain(notice);
      expect(notice).toMatch(/permission|redistribution|licen[cs]e/i);
    }
  });

  test("stands in the bill of materials under names that scanners know", () => {
    const bill = JSON.parse(billOfMaterials(packages, "1.2.3"));
    expect(bill.metadata.component.purl).toBe("pkg:npm/wct-cli@1.2.3");
    const urls: readonly string[] = bill.components.map(({ purl }: { readonly purl: string }) => purl);
    expect(urls).toHaveLength(packages.length);
    expect(urls).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^pkg:npm\/yaml@\d/),
        expect.stringMatching(/^pkg:npm\/%40marcbachmann\/cel-js@\d/),
      ]),
    );
    expect(bill.dependencies[0].dependsOn).toEqual(urls);
  });
});

test("a package without a licence file may not be bundled", () => {
  expect(() => bundledPackage("test/fixtures/unlicensed-package")).toThrow(
    "unlicensed brings no licence file, and may not be bundled",
  );
});
