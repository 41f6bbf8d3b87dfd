/*
 * Content as bytes: writes a message as an object, named by the digest of its text, and reads it back. An object is
 * packed in chunks (container.ts) and stored in a file, in the database or in memory.
 *
 * Start at message-writer.ts and message-reader.ts; container.ts defines the layout of the bytes.
 * Must not know: files, databases, frames and chains, or which run needs an object.
 */

export {
  artifactAccess,
  type FoundObject,
  type ObjectFinder,
  objectAbsent,
  requireReused,
  reusedIn,
  storedForm,
} from "./access.ts";
export { type ByteSource, DamagedObject } from "./container-reader.ts";
export { MemoryObjects } from "./memory.ts";
export { memoryObject } from "./memory-object.ts";
export { elementLine, parseElements } from "./message-bytes.ts";
export { checkMessage, isIntact, openMessage, type StoredObject } from "./message-reader.ts";
export { createMessageWriter, inlineLimit, type ObjectSink } from "./message-writer.ts";
