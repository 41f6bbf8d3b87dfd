import { v5 as uuidv5 } from "uuid";
import type { ArtifactId, RunId } from "../../domain/index.ts";

/** Of wct's jobs; made once at random. */
const namespace = "6f1d2b54-8c1e-4a55-9d0f-3f4e6f1a7c29";

/** Returns the id of the job for an attempt, so that submitting it again submits the same job. */
export const jobId = (run: RunId, artifact: ArtifactId, attempt: number): string =>
  uuidv5(JSON.stringify([run, artifact, attempt]), namespace);
