import { enableCompileCache } from "node:module";
import { join } from "node:path";

/** Where tests keep compiled code. */
export const cacheFolder = join(import.meta.dirname, "../../node_modules/.cache/wct-compiled");

// The threads that a test starts take types out of what they load by a WebAssembly module. Now and then V8 ends the
// whole process when threads that hold one come and go (nodejs/node#64500); with a cache they do not load it.
enableCompileCache(cacheFolder);
