import { assertNever, invariant } from "../../../diagnostics/index.ts";
import { cellOf, forgetOldest, type LineEnd, type Order, type Surroundings, type ToWorker } from "../protocol.ts";
import { exportFile } from "./export.ts";
import type { JobLine } from "./job.ts";
import { produce } from "./produce.ts";

/** Does the jobs that come over the line. Never settles, unless by a bug of ours, which ends the thread. */
export function serve({ port, cancelled }: LineEnd): Promise<never> {
  const broken = Promise.withResolvers<never>();
  const known = new Map<number, Surroundings>();
  const running = new Map<number, () => void>();
  const begin = (order: Order): void => {
    const { number, work } = order;
    const surroundings = known.get(order.surroundings);
    invariant(surroundings !== undefined, "a job came without its surroundings");
    const line: JobLine = {
      post: (message, transfer = []) => port.postMessage({ number, message }, transfer),
      isCancelled: () => Atomics.load(cancelled, cellOf(cancelled, number)) === number,
      onCancel: (listener) => void running.set(number, listener),
    };
    const done =
      work.handler === "produce" ? produce(work.job, surroundings, line) : exportFile(work.job, surroundings, line);
    done.catch(broken.reject).finally(() => running.delete(number));
  };
  port.on("message", (message: ToWorker) => {
    switch (message.kind) {
      case "job":
        begin(message);
        return;
      case "surroundings":
        known.set(message.surroundings.id, message.surroundings);
        forgetOldest(known);
        return;
      case "cancel":
        running.get(message.number)?.();
        return;
      default:
        assertNever(message);
    }
  });
  port.postMessage("ready");
  return broken.promise;
}
