import type { PlannedArtifact, Task } from "../domain/index.ts";
import type { Flight } from "./flight.ts";

/** A flight as the producer sees it. The abort signal is expensive, so it is created when it is first read. */
export class FlightTask implements Task {
  readonly artifact: PlannedArtifact;
  readonly attempt: number;
  readonly inputs: Task["inputs"];
  readonly startedAt: string;
  readonly #flight: Flight;

  constructor(flight: Flight, startedAt: string) {
    this.artifact = flight.artifact;
    this.attempt = flight.attempt;
    this.inputs = flight.inputs;
    this.startedAt = startedAt;
    this.#flight = flight;
  }

  get signal(): AbortSignal {
    const flight = this.#flight;
    if (flight.controller === null) {
      flight.controller = new AbortController();
      if (flight.verdict !== null) flight.controller.abort(flight.verdict);
    }
    return flight.controller.signal;
  }
}
