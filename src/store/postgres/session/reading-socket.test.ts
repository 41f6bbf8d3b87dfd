import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readInstead, readingSocket } from "./reading-socket.ts";

/** A socket of the store, and what the server sends on it. */
async function connected(): Promise<{ readonly socket: Socket; readonly send: (text: string) => void }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has a port");
  const socket = readingSocket();
  const accepted = once(server, "connection");
  socket.connect(address.port, "127.0.0.1");
  const [there] = (await accepted) as [Socket];
  onTestFinished(() => {
    socket.destroy();
    there.destroy();
    server.close();
  });
  return { socket, send: (text) => void there.write(text) };
}

test("what the driver is given stays as it is, whatever is read later", async () => {
  const { socket, send } = await connected();
  const kept: Buffer[] = [];
  socket.on("data", (bytes: Buffer) => void kept.push(bytes));
  for (const text of ["first", "other", "third"]) {
    send(text);
    await once(socket, "data");
  }
  expect(kept.map(String)).toEqual(["first", "other", "third"]);
});

test("the end of a connection reaches the driver", async () => {
  const { socket, send } = await connected();
  const read: string[] = [];
  socket.on("data", (bytes: Buffer) => void read.push(String(bytes)));
  send("last");
  await once(socket, "data");
  socket.end();
  await once(socket, "close");
  expect(read).toEqual(["last"]);
});

test("whoever reads instead of the driver gets all, passes on copies, and gives the connection back", async () => {
  const { socket, send } = await connected();
  const driver: Buffer[] = [];
  socket.on("data", (bytes: Buffer) => void driver.push(bytes));
  const read: Buffer[] = [];
  let told: () => void = () => undefined;
  const { pass, giveBack } = readInstead(socket, (bytes) => {
    read.push(bytes);
    pass(bytes.subarray(0, 1));
    told();
  });
  const next = () => new Promise<void>((resolve) => (told = resolve));
  for (const text of ["abc", "def"]) {
    const come = next();
    send(text);
    await come;
  }
  expect(driver.map(String)).toEqual(["a", "d"]);
  expect(read.map(String), "one buffer is read into again and again").toEqual(["def", "def"]);
  giveBack();
  send("ghi");
  await once(socket, "data");
  expect(driver.map(String)).toEqual(["a", "d", "ghi"]);
});
