import type { DebugSession } from "../../../debug/index.ts";
import type { Io } from "../../io.ts";
import { exitCodes } from "../../signals.ts";

export interface SignalHooks {
  readonly session: () => DebugSession;
  readonly say: (text: string) => void;
  /** Whether a person types: a long output can then be interrupted without an end of the run. */
  readonly isTyped: boolean;
  /** Ends the input, so that the shell ends. */
  readonly endInput: () => void;
}

/**
 * What signals do to a session. While the run goes on, and while a command prints, the first Ctrl-C stops it before the
 * next artifact and the second cancels it. SIGTERM and SIGHUP cancel it at any time. A further signal ends the process
 * immediately.
 */
export class SessionSignals {
  readonly #hooks: SignalHooks;
  readonly #remove: () => void;
  #doing: "typing" | "running" | "editing" = "typing";
  #isPausing = false;
  #code: number | null = null;

  constructor(io: Pick<Io, "onSignal" | "exitNow">, hooks: SignalHooks) {
    this.#hooks = hooks;
    this.#remove = io.onSignal((signal) => {
      if (this.#code !== null) io.exitNow(exitCodes[signal]);
      if (signal === "SIGINT" && this.#isHandledElsewhere()) return;
      this.#cancel(exitCodes[signal]);
    });
  }

  /** 129, 130 or 143 once a signal has ended the session; else null. */
  get exitCode(): number | null {
    return this.#code;
  }

  /** Does work during which the run goes on. */
  async whileRunning<T>(work: () => Promise<T>): Promise<T> {
    return await this.#while("running", work);
  }

  /** Does work during which another program has the terminal. */
  async whileEditing<T>(work: () => Promise<T>): Promise<T> {
    return await this.#while("editing", work);
  }

  stop(): void {
    this.#remove();
  }

  async #while<T>(doing: "running" | "editing", work: () => Promise<T>): Promise<T> {
    this.#doing = doing;
    this.#isPausing = false;
    try {
      return await work();
    } finally {
      this.#doing = "typing";
    }
  }

  #isHandledElsewhere(): boolean {
    if (this.#doing === "editing") return true;
    if (this.#isPausing || (this.#doing === "typing" && !this.#hooks.isTyped)) return false;
    this.#isPausing = true;
    if (this.#doing === "typing") {
      this.#hooks.say("Nothing is running; interrupt again to cancel the run");
      return true;
    }
    this.#hooks.session().pause();
    this.#hooks.say("Stopping before the next artifact; interrupt again to cancel the run");
    return true;
  }

  #cancel(code: number): void {
    this.#code = code;
    this.#hooks.say("Cancelling: running artifacts have 5 seconds; interrupt again to stop immediately");
    this.#hooks.endInput();
    // The caller that waits for the run gets the error, too.
    this.#hooks
      .session()
      .quit()
      .catch(() => undefined);
  }
}
