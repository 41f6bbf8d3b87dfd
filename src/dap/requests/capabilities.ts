import type { DebugProtocol } from "@vscode/debugprotocol";

/** Which failures stop a session, as a client offers them to its user. */
export const exceptionFilters = [
  { filter: "failed", label: "Artifact fails", description: "Stops at a failed attempt at an artifact", default: true },
  {
    filter: "optional-failed",
    label: "Optional artifact fails",
    description: "Stops at a failed attempt at an artifact without which the run completes",
    default: true,
  },
  {
    filter: "schema-mismatch",
    label: "Output does not conform to its schema",
    description: "Stops where a schema refuses an output, also where the other two are off",
    default: true,
  },
] as const satisfies readonly DebugProtocol.ExceptionBreakpointsFilter[];

/** What this adapter can do. */
export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  exceptionBreakpointFilters: [...exceptionFilters],
  supportsExceptionInfoRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsStepBack: true,
  supportsRestartFrame: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: [".", " "],
  supportsLoadedSourcesRequest: true,
  supportsTerminateRequest: true,
  supportTerminateDebuggee: true,
  supportsDelayedStackTraceLoading: true,
  supportsCancelRequest: true,
};
