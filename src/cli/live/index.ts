export { createDisplay, type Display, type DisplayRequest } from "./display.ts";
