import type { Problem, ServerContext } from "./session.ts";

/** Ends the work because a session could not be started. Throws an error that is no problem of the server as it is. */
export function failToStart(error: unknown, problem: Problem | undefined, context: Pick<ServerContext, "fail">): never {
  if (problem === undefined) throw error;
  return problem.scope === "server"
    ? context.fail(problem.code, problem.text, problem.hint)
    : context.fail("DATABASE_UNREADABLE", `the session cannot be set read-only: ${problem.reason}`);
}
