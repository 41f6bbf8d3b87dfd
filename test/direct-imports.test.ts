import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withDirectImports } from "../scripts/direct-imports.ts";

const source = join(import.meta.dirname, "../src");
const formats = join(source, "formats");
const user = join(source, "components/databases/user.ts");

describe("direct imports", () => {
  test("name the module that declares a name, through the indexes of inner folders", () => {
    const text = 'import { isJsonLike, partsOf as parts } from "../../formats/index.ts";';
    expect(withDirectImports(text, user, formats)).toBe(
      'import { isJsonLike as isJsonLike } from "../../formats/records/json/json-cells.ts"; import { partsOf as parts } from "../../formats/records/map-keys.ts";',
    );
  });

  test("leave types out, and keep the line of every other statement", () => {
    const text =
      'import {\n  type CellField,\n  isJsonLike,\n} from "../../formats/index.ts";\nimport { a } from "../a/index.ts";\n';
    const [first, second] = withDirectImports(text, user, formats).split("\n");
    expect(first).toContain("isJsonLike");
    expect(first).not.toContain("CellField ");
    expect(second).toBe('import { a } from "../a/index.ts";');
  });

  test("leave imports of types and of other folders as they are", () => {
    const text =
      'import type { CellField } from "../../formats/index.ts";\nimport { counted } from "../rules/index.ts";\n';
    expect(withDirectImports(text, user, formats)).toBe(text);
  });
});
