export { createDisplay, type DisplayRequest } from "./create-display.ts";
export type { Display } from "./display.ts";
