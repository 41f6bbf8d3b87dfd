import type { GateDecision } from "../domain/index.ts";

/** Asks a gate. An answer that is there at once is not awaited; `waited` tells. What throws goes to `broke`. */
export function whenDecided(
  ask: () => GateDecision | Promise<GateDecision>,
  go: (decision: GateDecision, waited: boolean) => void,
  broke: (cause: unknown) => void,
): void {
  try {
    const decision = ask();
    if (decision instanceof Promise) decision.then((late) => go(late, true)).catch(broke);
    else go(decision, false);
  } catch (cause) {
    broke(cause);
  }
}
