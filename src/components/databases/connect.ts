import { importOptionalPackage } from "../../plugin/index.ts";
import { encryptionOf, type Scheme, type ServerAddress, serverAddress, type TlsMode, withTlsMode } from "./address.ts";
import type { ConnectProblem } from "./network.ts";
import type { ServerContext } from "./session.ts";

/** An open connection. `encryption` is for the log. */
export interface ServerConnection<Client> {
  readonly client: Client;
  readonly encryption: string;
  /** Opens a further connection of the same kind, also after a cancellation. */
  readonly again: () => Promise<Client>;
}

/** What a driver does differently from others. */
interface Connecting<Client> {
  readonly open: (address: ServerAddress, signal: AbortSignal | undefined) => Promise<Client>;
  /** Whether an error says that the server offers no TLS. */
  readonly lacksTls: (error: unknown) => boolean;
  readonly problemOf: (error: unknown, address: ServerAddress) => ConnectProblem;
}

/** Reads the address from the configuration. Fails if it is none; warns of parameters that are ignored. */
export function addressOf(context: ServerContext, scheme: Scheme): ServerAddress {
  const address = serverAddress(context.config, scheme);
  if ("problem" in address) return context.fail("ADDRESS_INVALID", address.problem, address.hint);
  const { ignored } = address;
  if (ignored.length > 0) context.log.warn(`parameters of the URL that are ignored: ${ignored.join(", ")}`);
  return address;
}

/** Imports a driver that the user installs. Fails with the command that does so. */
export async function loadDriver<Driver>(
  name: string,
  isDriver: (loaded: unknown) => loaded is Driver,
  { fail }: Pick<ServerContext, "fail">,
): Promise<Driver> {
  const loaded = await importOptionalPackage(name);
  const driver = "default" in loaded ? loaded.default : undefined;
  if (isDriver(driver)) return driver;
  return fail("DRIVER_MISSING", `the package "${name}" is not installed`, `Run \`npm install ${name}\` in this folder`);
}

/** Connects to the server. Ends the work with a failure that says what to check. */
export async function connectServer<Client>(
  { signal, fail }: Pick<ServerContext, "signal" | "fail">,
  address: ServerAddress,
  { open, lacksTls, problemOf }: Connecting<Client>,
): Promise<ServerConnection<Client>> {
  const attempt = async (mode: TlsMode): Promise<ServerConnection<Client>> => {
    const of = { ...address, tls: { ...address.tls, mode } };
    return { client: await open(of, signal), encryption: encryptionOf[mode], again: () => open(of, undefined) };
  };
  try {
    return await withTlsMode(address.tls.mode, attempt, lacksTls);
  } catch (error) {
    signal.throwIfAborted();
    const { code, text, hint } = problemOf(error, address);
    return fail(code, text, hint);
  }
}
