export { otlpTrace } from "./otlp.ts";
