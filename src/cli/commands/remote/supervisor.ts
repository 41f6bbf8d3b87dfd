import { execFile } from "node:child_process";

/**
 * Tells systemd the state of a service of `Type=notify`. Node has no datagram sockets of the file system, so that the
 * program `systemd-notify` sends it. Without a supervisor, or without the program, nothing happens.
 */
export function notifySupervisor(env: ReadonlyMap<string, string>, state: "READY=1" | "STOPPING=1"): void {
  const socket = env.get("NOTIFY_SOCKET");
  if (socket === undefined) return;
  const path = env.get("PATH") ?? "/usr/bin:/bin";
  execFile(
    "systemd-notify",
    [`--pid=${process.pid}`, state],
    { env: { NOTIFY_SOCKET: socket, PATH: path } },
    () => undefined,
  );
}
