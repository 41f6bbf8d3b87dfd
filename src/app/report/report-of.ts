import { drawingOf, pictureOf, renderGraphSvg, renderReportHtml, reportData } from "../../render/index.ts";
import { overlay, timeline } from "../../run/index.ts";
import { packageVersion } from "../host/index.ts";
import type { OpenRun } from "../open/index.ts";
import { readRecord } from "../record/index.ts";
import { ObjectChecks, type Verified, verifyRun } from "../verify/index.ts";
import { reportApp } from "./app.ts";
import { readForReport } from "./reading.ts";

export interface ReportRequest {
  /** Elements of each artifact; by default as many as fit into a report of a readable size. */
  readonly head?: number | undefined;
  /** Includes content of artifacts that are declared raw. */
  readonly raw?: boolean | undefined;
}

export interface RunReport {
  /** One file that loads no other. */
  readonly html: string;
  /** The result of checking the record; the report shows the same. */
  readonly verification: Verified;
}

/** Builds the report of a run. Checks the record while reading it: damage is shown in the report, not thrown. */
export async function reportOf({ store, run }: OpenRun, { head, raw }: ReportRequest = {}): Promise<RunReport> {
  const record = await readRecord(store, run);
  const { plan, state } = record;
  const verification = await verifyRun(store, run.id, { head: undefined, conditions: new ObjectChecks(store) });
  const reading = await readForReport(store, record, { head: head ?? null, raw: raw ?? false });
  const parts = { ...reading, wct: packageVersion(), run, plan, state, timeline: timeline(plan, state), verification };
  const drawing = { ...drawingOf(overlay(plan, state)), title: "", run: null };
  const options = { direction: null, schemas: false, grouping: "auto" } as const;
  const picture = renderGraphSvg(pictureOf(drawing, options, null), options);
  return { html: renderReportHtml(reportData(parts), picture, reportApp()), verification };
}
