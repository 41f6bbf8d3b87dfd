import fc from "fast-check";

// At a desk each run of a property tries other inputs. In CI the inputs are the same in each run, so that a failure
// says something about the change; WCT_TEST_SEED names others.
const seed = process.env["WCT_TEST_SEED"] ?? (process.env["CI"] === undefined ? undefined : "20260101");
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
