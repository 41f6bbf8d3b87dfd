export { personalData } from "./definition.ts";
