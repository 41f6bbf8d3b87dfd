export { appOf, reportApp } from "./app.ts";
export { type ReadingOptions, readForReport } from "./reading.ts";
