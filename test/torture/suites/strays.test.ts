import { testSuite } from "../suite-test.ts";
import { strays } from "./strays.ts";

testSuite(strays);
