import { safeText } from "../../diagnostics/index.ts";
import type { ArtifactId, EventOf, RunEvent } from "../../domain/index.ts";
import type { EventOutlet } from "./event-outlet.ts";
import type { RunbookSources } from "./runbook-sources.ts";
import type { SessionThreads } from "./threads.ts";

interface ReportContext {
  readonly outlet: EventOutlet;
  readonly threads: SessionThreads;
  readonly sources: RunbookSources;
}

/** Reports the events of a live run to a client: threads, log lines, progress. */
export class RunEventReporter {
  readonly #context: ReportContext;
  readonly #started = new Set<ArtifactId>();
  /** The whole percent that was reported last, by artifact. */
  readonly #progress = new Map<ArtifactId, number>();

  constructor(context: ReportContext) {
    this.#context = context;
  }

  /** The artifacts whose threads the client knows of, and which have not ended. */
  get reported(): Iterable<ArtifactId> {
    return this.#started;
  }

  /** Reports artifacts in flight that have not started, such as one that is held before its start. */
  announce(artifacts: readonly ArtifactId[]): void {
    for (const artifact of artifacts) this.#begin(artifact);
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case "artifact.started":
        this.#begin(event.artifact);
        break;
      case "artifact.noted":
        this.#noted(event);
        break;
      case "artifact.progress":
        this.#progressed(event);
        break;
      case "artifact.attempted":
        this.#endProgress(event.artifact);
        break;
      case "artifact.failed":
        this.line(event.artifact, "stderr", `failed: ${event.failure.code}: ${event.failure.message}`);
        this.#end(event.artifact);
        break;
      case "artifact.skipped":
        this.line(event.artifact, "console", `skipped (${event.reason})`);
        this.#end(event.artifact);
        break;
      case "artifact.completed":
      case "artifact.reused":
        this.#end(event.artifact);
        break;
      default:
    }
  }

  /** Sends a line about an artifact, with its place in the runbook. */
  line(artifact: ArtifactId, category: "stderr" | "console", text: string): void {
    const { outlet, sources } = this.#context;
    const { source, lines } = sources.of(artifact);
    const at = lines.of(artifact);
    const line = at === undefined ? undefined : (outlet.format?.line.write(at.line) ?? at.line);
    outlet.output(`[${artifact}] ${safeText(text)}\n`, {
      category,
      ...(line === undefined ? {} : { source: source.shown(outlet.format), line }),
    });
  }

  #noted({ artifact, level, text }: EventOf<"artifact.noted">): void {
    const isProblem = level === "warn" || level === "error";
    this.line(artifact, isProblem ? "stderr" : "console", `${level}: ${text}`);
  }

  #begin(artifact: ArtifactId): void {
    if (this.#started.has(artifact)) return;
    this.#started.add(artifact);
    this.#thread("started", artifact);
  }

  #end(artifact: ArtifactId): void {
    this.#endProgress(artifact);
    if (this.#started.delete(artifact)) this.#thread("exited", artifact);
  }

  #thread(reason: "started" | "exited", artifact: ArtifactId): void {
    const { outlet, threads } = this.#context;
    outlet.send("thread", { reason, threadId: threads.idOf(artifact) });
  }

  #progressed({ artifact, done, total }: EventOf<"artifact.progress">): void {
    const { outlet } = this.#context;
    if (outlet.format?.showsProgress !== true) return;
    const progressId = `artifact ${artifact}`;
    const percent = total === null || total <= 0 ? null : Math.min(100, Math.floor((100 * done) / total));
    const last = this.#progress.get(artifact);
    if (last !== undefined && last === (percent ?? -1)) return;
    this.#progress.set(artifact, percent ?? -1);
    const percentage = percent === null ? {} : { percentage: percent };
    if (last === undefined) outlet.send("progressStart", { progressId, title: artifact, ...percentage });
    else outlet.send("progressUpdate", { progressId, ...percentage });
  }

  #endProgress(artifact: ArtifactId): void {
    if (this.#progress.delete(artifact)) {
      this.#context.outlet.send("progressEnd", { progressId: `artifact ${artifact}` });
    }
  }
}
