export { type Annotation, type AnnotationPlace, renderAnnotations } from "./commands.ts";
export { drawings, fitBlocks, type JobSummary, jobSummaryBlocks } from "./summary.ts";
