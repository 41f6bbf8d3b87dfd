export { type About, type Declaring, withCommonOptions } from "./command.ts";
export { declareExporting } from "./exporting.ts";
export { declareInit } from "./init.ts";
export { declareLists } from "./lists.ts";
export { declareLooking } from "./looking.ts";
export { declareMaking } from "./making.ts";
export { declareReporting } from "./reporting.ts";
export { declareRuns } from "./runs.ts";
export { declareSeeing } from "./seeing.ts";
