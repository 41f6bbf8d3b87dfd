import { Socket } from "node:net";
import type { Duplex } from "node:stream";

type Listener = (bytes: Buffer) => void;

const isListener = (value: unknown): value is Listener => typeof value === "function";

/** What one read takes at most. */
const bufferLength = 64 << 10;
/** Bytes in a buffer that the next read overwrites. */
const borrowed = "wct:borrowed";

/**
 * Returns a socket that reads into one buffer again and again: it would make one of 64 KiB for each read, and large
 * content would keep the garbage collector busy. The driver gets copies.
 */
export function readingSocket(): Socket {
  const socket: Socket = new Socket({
    onread: {
      buffer: Buffer.allocUnsafeSlow(bufferLength),
      callback(length, buffer) {
        const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, length);
        if (!socket.emit(borrowed, bytes)) socket.emit("data", Buffer.from(bytes));
        return true;
      },
    },
  });
  return socket;
}

/**
 * Reads a connection in place of the driver. `read` must not keep the bytes that it is given; what is the driver's goes
 * to `pass`. `giveBack` ends it.
 */
export function readInstead(
  stream: Duplex,
  read: Listener,
): { readonly pass: Listener; readonly giveBack: () => void } {
  const driver = stream.listeners("data").filter(isListener);
  // The driver may keep what it is given.
  const pass: Listener = (bytes) => {
    const own = Buffer.from(bytes);
    for (const listener of driver) listener(own);
  };
  // A socket of another kind, as with TLS, knows nothing of borrowed bytes.
  const names = ["data", borrowed];
  for (const name of names) stream.on(name, read);
  for (const listener of driver) stream.off("data", listener);
  return {
    pass,
    giveBack() {
      for (const listener of driver) stream.on("data", listener);
      for (const name of names) stream.off(name, read);
    },
  };
}
