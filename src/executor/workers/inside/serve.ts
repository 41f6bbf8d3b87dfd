import { assertNever, invariant } from "../../../diagnostics/index.ts";
import { claim, isCancelled } from "../cells.ts";
import { forgetOldest, type LineEnd, type Order, type Surroundings, type ToWorker } from "../protocol.ts";
import { exportFile } from "./export.ts";
import { acceptIntrinsics } from "./intrinsics.ts";
import type { JobLine } from "./job.ts";
import { guardProcess } from "./process-guard.ts";
import { produce } from "./produce.ts";
import { createTurns } from "./turns.ts";

/** Takes the line out of what the thread was started with, so that no component finds it there. */
export function lineOf(data: { line: LineEnd | null }): LineEnd {
  const { line } = data;
  invariant(line !== null, "a thread was started without its line");
  data.line = null;
  return line;
}

/**
 * Does the jobs that come over the line. A bug of ours ends the thread. What a component alters later (the prototypes of
 * ports, of promises) does not alter how this speaks: the methods are bound before any component is loaded.
 */
export function serve(line: LineEnd): void {
  const post = line.port.postMessage.bind(line.port);
  const take = taking(line, post);
  line.port.on("message", (messages: readonly ToWorker[]) => {
    for (let i = 0; i < messages.length; i++) take(messages[i]!);
  });
  guardProcess();
  acceptIntrinsics();
  post("ready");
}

type Post = LineEnd["port"]["postMessage"];

function taking({ cells, isSerial }: LineEnd, post: Post): (message: ToWorker) => void {
  const known = new Map<number, Surroundings>();
  const running = new Map<number, () => void>();
  const perform = performing({ cells, known, running, post });
  const begin = isSerial
    ? createTurns<Order>({ isStill: (order) => claim(cells, order), perform })
    : (order: Order): void => void perform(order);
  return (message) => {
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
      case "ping":
        post("pong");
        return;
      default:
        assertNever(message);
    }
  };
}

interface Performing extends Pick<LineEnd, "cells"> {
  readonly known: ReadonlyMap<number, Surroundings>;
  /** What cancels each job. */
  readonly running: Map<number, () => void>;
  readonly post: Post;
}

function performing({ cells, known, running, post }: Performing) {
  // Before the guard is in its place.
  const exit = process.exit.bind(process);
  return async (order: Order): Promise<{ readonly isSpent: boolean }> => {
    const { number, work } = order;
    const surroundings = known.get(order.surroundings);
    invariant(surroundings !== undefined, "a job came without its surroundings");
    const line: JobLine = {
      post: (message, transfer = []) => post({ number, message }, transfer),
      isCancelled: () => isCancelled(cells, order),
      onCancel: (listener) => void running.set(number, listener),
    };
    try {
      return await (work.handler === "produce"
        ? produce(work.job, surroundings, line)
        : exportFile(work.job, surroundings, line));
    } catch {
      return exit(1);
    } finally {
      running.delete(number);
    }
  };
}
