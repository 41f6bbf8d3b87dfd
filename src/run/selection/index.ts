export { type SelectOptions, selectArtifacts } from "./select.ts";
