export type RemoteExecution = typeof import("./remote/index.ts");

/** Loads what only remote execution needs, so that other runs do not pay for it. */
export const loadRemote = (): Promise<RemoteExecution> => import("./remote/index.ts");
