export type { BoundingKind, BoundingPiece, Chain, Stretch, Timeline, TimelineArtifact } from "./model.ts";
export { criticalPath, isNonBlocking, timeline } from "./timeline.ts";
