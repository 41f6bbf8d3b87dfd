import type { Limits } from "../../plugin/index.ts";
import { grouped } from "../counted.ts";
import { commonReason, unlistedCount } from "../notice-kinds.ts";

/** Notices of one reason. */
export interface NoticeGroup {
  /** The reason; `…` takes the place of numbers in which the notices differ. */
  readonly reason: string;
  /** Number of places. */
  readonly count: number;
  /** The first places in the order of the notices, with how much was read if the reason does not say it. */
  readonly examples: readonly string[];
}

/** A report that lists thousands of pictures one by one hides the rest. The JSON of the artifact lists them. */
const mostExamples = 5;

interface Group {
  reason: string;
  count: number;
  readonly examples: (readonly [what: string, progress: string])[];
}

/** Groups notices by their reason, in the order of the first notice of each. */
export function noticeGroups(notices: Limits["notices"]): readonly NoticeGroup[] {
  const groups = new Map<string, Group>();
  for (const { what, reason: written, read, total } of notices) {
    const unlisted = unlistedCount(written);
    const reason = unlisted?.reason ?? written;
    const common = commonReason(reason);
    const group = groups.get(common) ?? { reason, count: 0, examples: [] };
    groups.set(common, group);
    group.count += unlisted?.count ?? 1;
    if (group.reason !== reason) group.reason = common;
    const isExample = unlisted === undefined && group.examples.length < mostExamples;
    if (isExample) group.examples.push([what, progressText(read, total)]);
  }
  return [...groups.values()].map(({ reason, count, examples }) => ({
    ...{ reason, count },
    examples: examples.map(([what, progress]) => (/\d/.test(reason) ? what : `${what}${progress}`)),
  }));
}

// Nothing read needs no number, and its total could be bytes, rows or files.
const progressText = (read = 0, total = 0): string =>
  read === 0 || total === 0 ? "" : ` (${grouped(read)} of ${grouped(total)})`;

/** Returns the examples of a group, and how many places are not among them. */
export function examplesText({ examples, count }: NoticeGroup): string {
  const further = count - examples.length;
  const more = further === 0 ? [] : [`${grouped(further)}${examples.length === 0 ? "" : " more"}`];
  return [...examples, ...more].join(", ");
}
