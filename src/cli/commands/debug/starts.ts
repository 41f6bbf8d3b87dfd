/** Where a recorded run can be opened. The declaration of the command loads this file without the command. */
export const recordedStarts = ["start", "failure", "end"] as const;
export type RecordedStart = (typeof recordedStarts)[number];
