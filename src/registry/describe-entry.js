// The entry module of the process that loads a plugin in order to describe what it offers.
import { writeSync } from "node:fs";
import { describeModule } from "./describe-plugin.ts";

// Bound before foreign code is loaded, which might replace it.
const write = writeSync.bind(null, 3);
write(JSON.stringify(await describeModule(process.argv[2] ?? "")));
process.exit(0);
