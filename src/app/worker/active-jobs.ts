import type { JobRef } from "../../domain/index.ts";
import type { ActiveJob } from "./active-job.ts";

/**
 * The jobs that a worker makes, by job and claim: one whose lease ended may take a job again before its earlier attempt
 * at it has stopped.
 */
export class ActiveJobs {
  readonly #all = new Map<string, { readonly ref: JobRef; readonly job: ActiveJob }>();

  get size(): number {
    return this.#all.size;
  }

  refs(): readonly JobRef[] {
    return [...this.#all.values()].map(({ ref }) => ref);
  }

  jobs(): readonly ActiveJob[] {
    return [...this.#all.values()].map(({ job }) => job);
  }

  /** Returns the attempts at a job. */
  of(id: string): readonly ActiveJob[] {
    return [...this.#all.values()].filter(({ ref }) => ref.id === id).map(({ job }) => job);
  }

  get(ref: JobRef): ActiveJob | undefined {
    return this.#all.get(nameOf(ref))?.job;
  }

  add({ id, claim }: JobRef, job: ActiveJob): void {
    const ref = { id, claim };
    this.#all.set(nameOf(ref), { ref, job });
  }

  delete(ref: JobRef): void {
    this.#all.delete(nameOf(ref));
  }
}

const nameOf = ({ id, claim }: JobRef): string => `${id} ${claim}`;
