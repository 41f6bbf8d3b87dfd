import { canMount } from "../../support/small-disk.ts";
import { testSuite } from "../suite-test.ts";
import { fullDisks } from "./full-disks.ts";

testSuite(fullDisks, { timeout: 300_000, lacks: canMount ? null : "mount" });
