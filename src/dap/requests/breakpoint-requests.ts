import { type WantedBreakpoint, wantedByName, wantedOnLine } from "../breakpoints/index.ts";
import { RequestArguments } from "../protocol/index.ts";
import type { Answer } from "../session/index.ts";
import { exceptionFilters } from "./capabilities.ts";
import type { RequestCall, RequestHandlers } from "./handler.ts";

/** Requests that say where a session stops. */
export const breakpointRequests: RequestHandlers = {
  setBreakpoints: {
    about:
      "Breakpoints on lines of the runbook: a line of an artifact stops before it, a line of its `output` or `output_schema` after it. A line between artifacts moves to the next one. `condition`, `hitCondition` and `logMessage` are supported.",
    handle: setBreakpoints,
  },
  setFunctionBreakpoints: {
    about: "Breakpoints by name: an artifact's id or a pattern with `*` and `?`, `before:` or `after:` in front of it.",
    handle: ({ session, args, format }) => {
      const { breakpoints, session: debug } = session.current;
      const wanted = args.list("breakpoints").map(wantedByName);
      const set = breakpoints.replace(debug.breakpoints, "function", wanted);
      return { body: { breakpoints: set.map((one) => withLine(one, format.line.write)) } };
    },
  },
  setExceptionBreakpoints: {
    about:
      "Which failures stop: `failed`, `optional-failed`, `schema-mismatch`. All do until the client says otherwise.",
    handle: setExceptionBreakpoints,
  },
  breakpointLocations: {
    about: "The lines of the runbook, within the lines asked for, on which a breakpoint stops.",
    handle: breakpointLocations,
  },
};

function setBreakpoints({ session, args, format }: RequestCall): Answer {
  const { breakpoints, sources, session: debug } = session.current;
  const named = sources.named(args.object("source") ?? new RequestArguments("source", {}), format);
  const requested = args.has("breakpoints") ? args.list("breakpoints") : [];
  if ("refusal" in named) {
    const none = requested.map(() => ({ verified: false, reason: "failed", message: named.refusal }));
    return { body: { breakpoints: none } };
  }
  const { lines, source } = named;
  const wanted = requested.map((one): WantedBreakpoint => {
    const column = one.optionalNumber("column");
    return wantedOnLine(one, {
      lines,
      line: format.line.read(Math.trunc(one.number("line"))),
      column: column === undefined ? undefined : format.column.read(column),
    });
  });
  const set = breakpoints.replace(debug.breakpoints, `lines of ${sources.all.indexOf(named)}`, wanted);
  const shown = source.shown(format);
  return { body: { breakpoints: set.map((one) => ({ ...withLine(one, format.line.write), source: shown })) } };
}

function withLine<T extends { readonly line?: number }>(one: T, write: (line: number) => number): T {
  return one.line === undefined ? one : { ...one, line: write(one.line) };
}

function setExceptionBreakpoints({ session, args }: RequestCall): Answer {
  const options = args.list("filterOptions").map((one) => one.text("filterId"));
  const filters = [...args.texts("filters"), ...options];
  session.current.session.failures = {
    required: filters.includes("failed"),
    optional: filters.includes("optional-failed"),
    schemaMismatch: filters.includes("schema-mismatch"),
  };
  const known: readonly string[] = exceptionFilters.map(({ filter }) => filter);
  const breakpoints = filters.map((filter) =>
    known.includes(filter)
      ? { verified: true }
      : { verified: false, message: `there is no filter "${filter}"; there are ${known.join(", ")}` },
  );
  return { body: { breakpoints } };
}

function breakpointLocations({ session, args, format }: RequestCall): Answer {
  const given = args.object("source");
  const named = given === undefined ? null : session.current.sources.named(given, format);
  if (named === null || "refusal" in named) return { body: { breakpoints: [] } };
  const from = format.line.read(args.number("line"));
  const endLine = args.optionalNumber("endLine");
  const to = endLine === undefined ? from : format.line.read(endLine);
  const found = named.lines.artifacts.flatMap((one) =>
    Array.from({ length: Math.max(0, Math.min(to, one.endLine) - Math.max(from, one.line) + 1) }, (_, at) => ({
      line: format.line.write(Math.max(from, one.line) + at),
    })),
  );
  return { body: { breakpoints: found.filter(({ line }, at) => line !== found[at - 1]?.line) } };
}
