import { burn } from "@kenjiuno/msgreader/lib/Burner.js";
import { expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesIn, textsIn } from "../../testing/files/read-pieces.ts";
import { docxFile } from "../../testing/files/sample-files.ts";

const kinds = { folder: 1, stream: 2, root: 5 } as const;

interface Tree {
  readonly [name: string]: string | Uint8Array | Tree;
}

const isTree = (node: Tree[string]): node is Tree => typeof node === "object" && !(node instanceof Uint8Array);

/** An Outlook item: texts are in UTF-16, as its streams are. */
function outlookItem(tree: Tree): Uint8Array {
  const entries: Parameters<typeof burn>[0] = [{ name: "Root Entry", type: kinds.root, length: 0, children: [] }];
  const add = (parent: number, node: Tree): void => {
    for (const [name, child] of Object.entries(node)) {
      const at = entries.length;
      // The library takes the whole buffer that is behind an array.
      const bytes = isTree(child)
        ? undefined
        : Uint8Array.from(typeof child === "string" ? Buffer.from(child, "utf16le") : child);
      entries.push(
        bytes === undefined
          ? { name, type: kinds.folder, length: 0, children: [] }
          : { name, type: kinds.stream, length: bytes.length, binaryProvider: () => bytes },
      );
      entries[parent]?.children?.push(at);
      if (isTree(child)) add(at, child);
    }
  };
  add(0, tree);
  return Uint8Array.from(burn(entries));
}

const properties = { "__properties_version1.0": new Uint8Array(32) };

const item = (body: Tree): Uint8Array =>
  outlookItem({
    ...properties,
    "__substg1.0_001A001F": "IPM.Note",
    "__substg1.0_0037001F": "Order for Ulm",
    "__substg1.0_0C1A001F": "Ines Fälk",
    "__substg1.0_5D01001F": "ines@example.org",
    "__recip_version1.0_#00000000": {
      "__properties_version1.0": new Uint8Array(8),
      "__substg1.0_3001001F": "Jonas Pohl",
      "__substg1.0_39FE001F": "jonas@example.org",
    },
    ...body,
  });

test("an Outlook item gives its text, its people as fields, and its attachments", async () => {
  const bytes = item({
    "__substg1.0_1000001F": "Dear Jonas\r\ncome to Ulm",
    "__attach_version1.0_#00000000": {
      "__properties_version1.0": new Uint8Array(8),
      "__substg1.0_3707001F": "letter.docx",
      "__substg1.0_37010102": docxFile(["Dear Petra"]),
    },
  });
  const pieces = await piecesIn("a.msg", bytes);
  expect(textsIn(pieces).map(({ path, text }) => [path, text])).toEqual([
    ["a.msg", "Order for Ulm"],
    ["a.msg", "Dear Jonas\ncome to Ulm"],
    ["a.msg › letter.docx", "Dear Petra"],
  ]);
  expect(fieldsIn(pieces)).toMatchObject({
    "from.full name": ["Ines Fälk"],
    "from.email": ["ines@example.org"],
    "to.full name": ["Jonas Pohl"],
    "to.email": ["jonas@example.org"],
  });
  expect(noticesIn(pieces)).toEqual([]);
});

test("an item with HTML only gives its text", async () => {
  const html = Buffer.from('<html><meta charset="iso-8859-1"><p>M\xfcller</p>', "latin1");
  const pieces = await piecesIn("a.msg", item({ "__substg1.0_10130102": html }));
  expect(textsIn(pieces).map(({ text }) => text)).toEqual(["Order for Ulm", "Müller"]);
});

test("a damaged item is named or read in part", async () => {
  const bytes = item({ "__substg1.0_1000001F": "text ".repeat(2_000) });
  for (let length = 600; length < bytes.length; length += 1_111) {
    const pieces = await piecesIn("a.msg", bytes.subarray(0, length));
    expect(pieces.length).toBeGreaterThan(0);
  }
});
