import { expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import { storePlace } from "./store-place.ts";

const host = { cwd: "/work", env: new Map<string, string>() };
const placeOf = (option: string) => storePlace(host as Parameters<typeof storePlace>[0], option);

test("a URL names a database, anything else a folder", () => {
  expect(placeOf("postgres://db/wct")).toEqual({ kind: "database", url: "postgres://db/wct" });
  expect(placeOf("records")).toEqual({ kind: "folder", dir: "/work/records" });
  expect(placeOf("C:records")).toMatchObject({ kind: "folder" });
});

test.each(["postgre://ann:pass-word@db/wct", "mysql://ann:pass-word@db/wct", "file:///pass-word"])(
  "a URL of another kind is refused, and no folder is made of it: %s",
  (url) => {
    try {
      placeOf(url);
    } catch (error) {
      if (!isWctError(error)) throw error;
      expect(error).toMatchObject({ code: "WCT_USAGE" });
      expect(error.message).toContain(`the store "${url.slice(0, url.indexOf(":"))}://…"`);
      expect(JSON.stringify(error.diagnostics)).not.toContain("pass-word");
      return;
    }
    throw new Error("it was taken for a folder");
  },
);
