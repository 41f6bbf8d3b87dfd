import { createServer, type Server } from "node:http";
import { wctError } from "../../diagnostics/index.ts";
import type { WorkerState } from "./worker.ts";

/** A worker that could not renew its lease for so long is not healthy. */
const healthyMs = 8000;

/** Answers GET /health on the loopback address: 200 while the worker's lease is renewed, else 503. */
export async function serveHealth(port: number, state: () => WorkerState): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/health") {
      response.writeHead(404).end();
      return;
    }
    const now = state();
    const isHealthy = now.renewedMs < healthyMs;
    response.writeHead(isHealthy ? 200 : 503, { "content-type": "application/json" });
    response.end(`${JSON.stringify({ status: isHealthy ? "ok" : "unhealthy", ...now })}\n`);
  });
  await listening(server, port);
  return {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", resolve);
  try {
    await promise;
  } catch (cause) {
    throw wctError("WCT_USAGE", {
      message: `--health cannot listen on port ${port}`,
      hint: "choose a port that is free and that the user may listen on",
      cause,
    });
  }
}
