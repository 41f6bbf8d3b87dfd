/*
 * Readers of mails and mailboxes: headers as fields, bodies as text, attachments as files.
 *
 * Start at message.ts; parts.ts finds the parts of a mail, chosen-parts.ts decides which are read.
 * Must not know: where mails come from.
 */

import type { FormatReader } from "../piece.ts";
import { emlReader } from "./eml.ts";
import { mboxReader } from "./mbox.ts";
import { msgReader } from "./msg.ts";

export const mailReaders: readonly FormatReader[] = [mboxReader, msgReader, emlReader];
