/*
 * Shows a run in progress on a terminal: the area that is redrawn, and the lines that scroll away above it.
 *
 * Start at create-display.ts, which chooses the display, then live-display.ts; area.ts writes to the terminal.
 * Must not know: how a frame looks, which src/render/live decides.
 */

export { type Area, createArea } from "./area.ts";
export { canMove, createDisplay } from "./create-display.ts";
