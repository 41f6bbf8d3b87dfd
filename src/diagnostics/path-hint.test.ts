import { expect, test } from "vitest";
import { pathHint } from "./index.ts";

test.each([
  ["~/data", "write ${HOME}/data: ~ is not expanded", "write the whole path: ~ is not expanded here"],
  ["$DATA/in", "write ${DATA}/in", undefined],
  ["file:///srv/a%20b.db", "write the path alone: /srv/a b.db", "write the path alone: /srv/a b.db"],
  [".\\in\\a.txt", "write / between folders: ./in/a.txt", "write / between folders: ./in/a.txt"],
  [" ./in", "remove the spaces around it", "remove the spaces around it"],
  ["./in", undefined, undefined],
  ["~backup/a", undefined, undefined],
])("a path that is written like %s is told how to write it", (written, inRunbook, elsewhere) => {
  expect([pathHint(written, { placeholders: true }), pathHint(written)]).toEqual([inRunbook, elsewhere]);
});
