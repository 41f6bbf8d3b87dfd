import { PassThrough } from "node:stream";
import { type LaunchTarget, serveDap } from "../../../src/dap/index.ts";
import { DapClient } from "./client.ts";

export interface InProcessAdapter extends AsyncDisposable {
  readonly client: DapClient;
  /** Errors that are bugs of the adapter. */
  readonly bugs: readonly unknown[];
  /** Ends the input, as a client that dies does. */
  readonly die: () => void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
}

/** Serves the adapter within the test's own process, which is quicker than a process of its own. */
export function serveInProcess(options: {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly defaults?: LaunchTarget;
}): InProcessAdapter {
  const { cwd, env = {}, defaults } = options;
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const bugs: unknown[] = [];
  const aborter = new AbortController();
  const ended = serveDap(
    { cwd, env: new Map(Object.entries(env)) },
    {
      transport: { kind: "streams", input: toServer, write: (text) => void toClient.write(text) },
      defaults,
      signal: aborter.signal,
      onBug: (error) => bugs.push(error),
    },
  );
  const dispose = async (): Promise<void> => {
    aborter.abort();
    await ended;
    if (bugs.length > 0) throw bugs[0];
  };
  return {
    client: new DapClient(toClient, toServer),
    bugs,
    die: () => void toServer.end(),
    ended,
    [Symbol.asyncDispose]: dispose,
  };
}
