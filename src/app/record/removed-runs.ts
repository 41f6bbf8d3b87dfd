import { type DiagnosticCode, isWctError } from "../../diagnostics/index.ts";

/** Returns the result of `work` on a listed run; null if the run was removed since it was listed. */
export const unlessRemoved = <T>(work: () => Promise<T>): Promise<T | null> => unless("WCT_RUN_NOT_FOUND", work);

/** Returns the result of `work` on an object; null if the object does not exist, or was removed in the meantime. */
export const unlessAbsent = <T>(work: () => Promise<T>): Promise<T | null> => unless("WCT_RUN_ARTIFACT_ABSENT", work);

async function unless<T>(code: DiagnosticCode, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isWctError(error) && error.code === code) return null;
    throw error;
  }
}
