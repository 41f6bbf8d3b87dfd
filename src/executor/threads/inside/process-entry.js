// The first module of a process that runs one plugin's components.
import { connect } from "./process-port.ts";

const settings = JSON.parse(Buffer.from(process.argv[2] ?? "", "base64").toString("utf8"));
process.argv.length = 2;
const port = connect(settings);
const { begin } = await import("./begin.ts");
begin(port, settings.memoryLimitMb);
