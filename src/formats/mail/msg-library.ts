/** What is read of an item of Outlook. */
export interface OutlookItem {
  readonly subject: string;
  readonly body: string;
  readonly html: string | Uint8Array | undefined;
  /** Names of fields, such as `from.email`, with their values. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly attachments: readonly { readonly name: string; readonly content: Uint8Array }[];
}

/** The part of the library that is used. */
interface ItemReader {
  readonly getFileData: () => Readonly<Record<string, unknown>>;
  readonly getAttachment: (attachment: unknown) => { readonly fileName?: unknown; readonly content?: unknown };
}

type ItemReaderClass = new (bytes: ArrayBuffer | DataView) => ItemReader;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isReaderClass = (value: unknown): value is ItemReaderClass => typeof value === "function";

/** The class is the default export, of a package that is imported or required. */
function readerClass(library: object): ItemReaderClass | undefined {
  const exported: unknown = "default" in library ? library.default : undefined;
  const inner = isRecord(exported) && "default" in exported ? exported["default"] : exported;
  return isReaderClass(inner) ? inner : undefined;
}

/** Opens an item; `undefined` if it is damaged. */
export function openOutlookItem(library: object, bytes: Uint8Array): OutlookItem | undefined {
  const Reader = readerClass(library);
  if (Reader === undefined) return undefined;
  try {
    const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
    const data = reader.getFileData();
    return data["error"] === undefined ? itemOf(reader, data) : undefined;
  } catch {
    return undefined;
  }
}

const textOfField = (data: Readonly<Record<string, unknown>>, key: string): string => {
  const value = data[key];
  return typeof value === "string" ? value.replaceAll("\0", "") : "";
};

/** Fields of items, and what they are called as those of mails are. */
const names: Readonly<Record<string, string>> = {
  ...{ senderName: "from.full name", senderSmtpAddress: "from.email", creatorSMTPAddress: "sender.email" },
  ...{ subject: "subject", messageDeliveryTime: "date", apptLocation: "location" },
  ...{ givenName: "contact.given name", surname: "contact.surname", middleName: "contact.middle name" },
  ...{ companyName: "contact.company", departmentName: "contact.department", title: "contact.title" },
  ...{
    email1EmailAddress: "contact.email",
    email1OriginalDisplayName: "contact.email",
    postalAddress: "contact.address",
  },
  ...{ homeTelephoneNumber: "contact.home phone", mobileTelephoneNumber: "contact.mobile phone" },
  ...{
    businessTelephoneNumber: "contact.business phone",
    businessFaxNumber: "contact.fax",
    workAddress: "contact.address",
  },
};

function itemOf(reader: ItemReader, data: Readonly<Record<string, unknown>>): OutlookItem {
  const fields = Object.entries(names).map(([key, name]) => [name, textOfField(data, key)] as const);
  const sender = textOfField(data, "senderSmtpAddress") === "" ? textOfField(data, "senderEmail") : "";
  const html = data["bodyHtml"] ?? data["html"];
  return {
    subject: textOfField(data, "subject"),
    body: textOfField(data, "body"),
    html: typeof html === "string" || html instanceof Uint8Array ? html : undefined,
    fields: [...fields, ["from.email", sender], ...recipients(data["recipients"])],
    attachments: attachmentsOf(reader, data["attachments"]),
  };
}

function recipients(listed: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(listed)) return [];
  return listed.filter(isRecord).flatMap((one) => {
    const kind = textOfField(one, "recipType") || "to";
    const address = textOfField(one, "smtpAddress") || textOfField(one, "email");
    return [
      [`${kind}.full name`, textOfField(one, "name")],
      [`${kind}.email`, address],
    ] as const;
  });
}

function attachmentsOf(reader: ItemReader, listed: unknown): OutlookItem["attachments"] {
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((one: unknown) => {
    try {
      const { fileName, content } = reader.getAttachment(one);
      const name = typeof fileName === "string" ? fileName : "attachment";
      return content instanceof Uint8Array ? [{ name, content }] : [];
    } catch {
      return [];
    }
  });
}
