import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * What tests start as the real program: the sources as they stand, or, where WCT_TEST_BUILT is set (as CI sets it), the
 * built program that users get.
 */
export const program = join(root, process.env["WCT_TEST_BUILT"] ? "bin/wct.js" : "src/cli/bin.ts");
