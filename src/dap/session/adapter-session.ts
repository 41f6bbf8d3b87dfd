import type { DebugOptions, OpenedDebug } from "../../app/debug/index.ts";
import type { Host } from "../../app/host/index.ts";
import type { DebugSession, SessionPosition } from "../../debug/index.ts";
import { catalogue, isWctError, wctError } from "../../diagnostics/index.ts";
import { failureText } from "../protocol/index.ts";
import { endingOf } from "./ending.ts";
import { judgedEntry } from "./entry.ts";
import { type EventClient, EventOutlet } from "./event-outlet.ts";
import { type LaunchTarget, openTarget } from "./launch.ts";
import { OpenSession } from "./open-session.ts";
import { stopBody } from "./stop-body.ts";

/** What a request is answered with; `after` happens once the answer is sent. */
export interface Answer {
  readonly body?: object | undefined;
  readonly after?: (() => void | Promise<void>) | undefined;
}

interface AdapterOptions {
  /** What is debugged if a client does not say. */
  readonly defaults: LaunchTarget;
}

/**
 * The debug session behind the protocol: opened by a launch request, moved by requests, reported by events. It
 * outlives a client that disconnects.
 */
export class AdapterSession {
  readonly outlet = new EventOutlet();
  readonly defaults: LaunchTarget;
  readonly #host: Host;
  #target: LaunchTarget = {};
  #current: OpenSession | null = null;
  #isOpening = false;
  /** Settles when no session is being opened or forked any more. */
  #opening: Promise<unknown> = Promise.resolve();
  #hasEntered = false;
  /** The stop that was reported last; null while the session runs. */
  #stop: SessionPosition | null = null;
  #isForking = false;
  #isLeaving = false;
  #finishing: Promise<void> | null = null;
  #exitCode = 0;

  constructor(host: Host, { defaults }: AdapterOptions) {
    this.#host = host;
    this.defaults = defaults;
  }

  /** What the open session was launched with. */
  get target(): LaunchTarget {
    return this.#target;
  }

  /** Whether something is debugged. */
  get isOpen(): boolean {
    return this.#current !== null;
  }

  /** Whether the end of the session was reported to the client. */
  get isFinished(): boolean {
    return this.#finishing !== null;
  }

  /** The exit code of the run that ended. */
  get exitCode(): number {
    return this.#exitCode;
  }

  /** Throws WCT_DEBUG_NOT_NOW before a session is open. */
  get current(): OpenSession {
    if (this.#current !== null) return this.#current;
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "nothing is debugged yet",
      hint: "send `launch`, and wait for the event `initialized`",
    });
  }

  /** The open session at a stop. Throws WCT_DEBUG_NOT_NOW while it runs. */
  get stopped(): OpenSession {
    const { current } = this;
    if (this.#stop !== null) return current;
    throw wctError("WCT_DEBUG_NOT_NOW", this.#whyNotStopped());
  }

  /** Where the session stands; null while it runs. */
  get position(): SessionPosition | null {
    return this.#stop;
  }

  #whyNotStopped(): { readonly message: string; readonly hint: string } {
    if (this.isFinished) return { message: "the session is over", hint: "start a new one" };
    if (!this.#hasEntered) return { message: "the session has not begun", hint: "send `configurationDone`" };
    return { message: "the run is running", hint: "pause it first, or wait for the next stop" };
  }

  attachClient(client: EventClient): void {
    this.outlet.attach(client);
  }

  /** The client is gone without ending the session: it waits, paused, for another one. */
  detachClient(): void {
    this.outlet.detach();
    if (this.#current?.session.phase === "running") this.#current.session.pause();
  }

  /** Plans and opens a target; the run waits before its first artifact. Throws what is wrong with it. */
  async open(target: LaunchTarget): Promise<void> {
    if (this.#isLeaving) throw endedEarly();
    if (this.#current !== null || this.#isOpening) {
      throw wctError("WCT_DEBUG_NOT_NOW", {
        message: "this server debugs a session already",
        hint: 'join it with "request": "attach"',
      });
    }
    this.#isOpening = true;
    this.#target = target;
    const opening = openTarget(this.#host, target, this.#listeners()).then((opened) => this.#use(opened));
    this.#opening = opening.catch(() => undefined);
    try {
      await opening;
    } finally {
      this.#isOpening = false;
    }
    if (this.#isLeaving) throw endedEarly();
  }

  /** The client has set its breakpoints: events flow, and the session goes to its first stop or reports its last one. */
  async configured(): Promise<void> {
    this.outlet.configured();
    if (this.#current === null) return;
    if (!this.#hasEntered) await this.#enter(this.#current, this.#target.stopOnEntry ?? false);
    else if (this.#stop !== null) this.#reportStop(this.#stop);
  }

  /**
   * Starts a move. Throws if it is not possible; references of the stop are then still valid. The next stop is
   * reported after the answer.
   */
  async begin(move: (session: DebugSession) => Promise<SessionPosition>): Promise<Answer> {
    const current = this.stopped;
    this.outlet.hold();
    try {
      const moving = move(current.session);
      moving.catch(() => undefined);
      // If it does not run, the move ends without executing anything, or is refused.
      if (current.session.phase !== "running") await moving;
      this.#leaveStop(current);
      return { after: () => this.#goOn(moving) };
    } catch (error) {
      this.outlet.release();
      throw error;
    }
  }

  async #goOn(moving: Promise<SessionPosition>): Promise<void> {
    this.outlet.release();
    await this.#follow(moving);
  }

  /** Ends this session and opens its fork. Throws if the fork cannot be planned; nothing has ended then. */
  async fork(): Promise<Answer> {
    const old = this.stopped;
    const { run, position } = old.session;
    this.#isForking = true;
    const forking = old.opened.fork().then((forked) => {
      this.#leaveStop(old);
      this.outlet.output(`a new run forks from ${run} at event ${position?.seq}\n`);
      this.#use(forked);
      this.current.breakpoints.moveTo(forked.session.breakpoints);
      forked.session.failures = old.session.failures;
    });
    this.#opening = forking.catch(() => undefined);
    try {
      await forking;
    } finally {
      this.#isForking = false;
    }
    return { after: () => this.#enter(this.current, true) };
  }

  /** Cancels a live run, and reports the end of the session. */
  async terminate(): Promise<void> {
    this.#isLeaving = true;
    await this.#opening;
    // A client that terminates sends no configuration any more, and waits for the end.
    this.outlet.configured();
    await this.#current?.session.quit();
    await this.finish();
  }

  /** Reports the end of the session: a summary, the exit code. */
  finish(): Promise<void> {
    this.#finishing ??= this.#finish();
    return this.#finishing;
  }

  /** Ends everything, also what is being opened: a live run is cancelled and recorded as such. */
  async close(): Promise<void> {
    this.#isLeaving = true;
    await this.#opening;
    const current = this.#current;
    if (current === null) return;
    try {
      await current.session.quit();
      if (!this.isFinished) this.#exitCode = (await endingOf(current.opened)).exitCode;
    } finally {
      this.#current = null;
      await current.opened[Symbol.asyncDispose]();
    }
  }

  async #finish(): Promise<void> {
    const current = this.#current;
    if (current === null) return this.outlet.send("terminated");
    const { exitCode, summary } = await endingOf(current.opened);
    this.#exitCode = exitCode;
    this.#stop = null;
    if (summary !== "") this.outlet.output(summary);
    this.outlet.send("exited", { exitCode });
    this.outlet.send("terminated");
  }

  #use(opened: OpenedDebug): void {
    this.#current = new OpenSession(opened, this.outlet, this.#current?.breakpoints);
    for (const note of opened.notes) this.outlet.output(`${note}\n`, { category: "important" });
  }

  #listeners(): DebugOptions {
    return {
      onNotice: (line) => this.outlet.output(`${line}\n`, { category: "important" }),
      onLog: (text, { artifact }) => this.#current?.reporter.line(artifact, "console", text),
      onEvent: (event) => {
        // The events of a recorded run are not reported, nor is the end of a session that is forked.
        if (this.#isOpening && this.#target.run !== undefined) return;
        if (event.type === "run.started") {
          this.#isForking = false;
          this.outlet.output(`${event.run} started\n`);
        } else if (!this.#isForking) this.#current?.reporter.report(event);
      },
    };
  }

  /** Goes from the state before the first artifact to the first stop that the client wants. */
  async #enter(current: OpenSession, stopOnEntry: boolean): Promise<void> {
    this.#hasEntered = true;
    try {
      const position = await current.session.stopped();
      const entered = await judgedEntry(current, position, { stopOnEntry });
      if (entered !== null) await this.#arrive(entered);
      else await this.#follow(current.session.move({ kind: "continue" }));
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #follow(moving: Promise<SessionPosition>): Promise<void> {
    try {
      await this.#arrive(await moving);
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #arrive(position: SessionPosition): Promise<void> {
    const { session, reporter, threads } = this.current;
    const isOver = session.kind === "live" && position.reason.kind === "end";
    if (isOver && (this.#isLeaving || this.#target.breakAtEnd !== true)) return await this.finish();
    this.#stop = position;
    if (session.kind === "live" && position.isPresent) reporter.announce(threads.inFlight(session));
    this.#reportStop(position);
  }

  #reportStop(position: SessionPosition): void {
    // Without a client it is reported to the next one, after its configuration.
    if (!this.outlet.isConfigured) return;
    this.outlet.send("stopped", stopBody(position, this.current));
  }

  #leaveStop(current: OpenSession): void {
    this.#stop = null;
    current.leaveStop();
  }

  /** The run broke, or a move failed: the client must not wait for a stop that never comes. */
  async #failed(error: unknown): Promise<void> {
    this.outlet.output(`${failureText(error)}\n`, { category: "stderr" });
    const { session } = this.current;
    if (session.phase === "stopped" && session.position !== null) return await this.#arrive(session.position);
    this.#finishing ??= Promise.resolve();
    this.#exitCode = isWctError(error) ? error.exitCode : catalogue.WCT_INTERNAL.exitCode;
    this.outlet.send("exited", { exitCode: this.#exitCode });
    this.outlet.send("terminated");
  }
}

function endedEarly() {
  return wctError("WCT_DEBUG_NOT_NOW", { message: "the session ended before it was open", hint: "start a new one" });
}
