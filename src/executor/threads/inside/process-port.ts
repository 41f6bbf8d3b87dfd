import { mkdtempSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { JobFolder } from "../../../store/index.ts";
import { FrameReader, lineOf } from "../transport/frames.ts";
import { createSharedJobState, offer } from "../transport/shared-job-state.ts";
import { endWorker } from "./end-worker.ts";
import type { HostPort } from "./serve.ts";

/** Descriptor of the pipe that the host opened. */
const pipeDescriptor = 3;

export interface ProcessSettings {
  readonly jobs: number;
  readonly isSerial: boolean;
  /** The folder that the process may write to. */
  readonly folder: string;
}

/**
 * Creates a process's end of its transport. State that threads share with the host is local here; messages update it.
 */
export function connect({ jobs, isSerial, folder }: ProcessSettings): HostPort {
  const pipe = new Socket({ fd: pipeDescriptor, readable: true, writable: true });
  const [write, ref, unref] = [pipe.write.bind(pipe), pipe.ref.bind(pipe), pipe.unref.bind(pipe)];
  const jobState = createSharedJobState(jobs);
  // The host has ended.
  pipe.on("close", endWorker);
  pipe.on("error", endWorker);
  return {
    jobState,
    isSerial,
    folderFor: () => folderIn(folder),
    hold: (isHeld) => void (isHeld ? ref() : unref()),
    post: (report) => void write(lineOf(report)),
    listen: (take) => {
      const frames = new FrameReader((messages) => {
        for (const message of messages) {
          if (message.kind !== "job") continue;
          offer(jobState, message);
          write(lineOf({ begun: message.number }));
        }
        take(messages);
      });
      pipe.on("data", (bytes: Buffer) => frames.take(bytes));
    },
  };
}

function folderIn(parent: string): JobFolder {
  let made: string | null = null;
  return {
    path() {
      made ??= mkdtempSync(join(parent, "job-"));
      return made;
    },
    remove() {
      if (made !== null) rmSync(made, { recursive: true, force: true });
    },
  };
}
