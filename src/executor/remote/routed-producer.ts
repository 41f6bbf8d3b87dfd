import type { Producer, Task } from "../../domain/index.ts";

export interface RoutedProducerOptions {
  /** Makes artifacts in worker threads. */
  readonly local: Producer;
  readonly remote: Producer;
  readonly isRemote: (task: Task) => boolean;
}

/** Makes each artifact in a worker thread or on a worker, as the rule says. */
export function createRoutedProducer({ local, remote, isRemote }: RoutedProducerOptions): Producer {
  return { produce: (task, report) => (isRemote(task) ? remote : local).produce(task, report) };
}
