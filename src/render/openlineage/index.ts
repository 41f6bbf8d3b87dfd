export { openLineageEvents } from "./openlineage.ts";
