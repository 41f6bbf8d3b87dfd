/** A page as it is read: its text, and the texts of notes and form fields on it. */
export interface PdfPage {
  readonly text: string;
  readonly notes: readonly string[];
}

/** A PDF document that the library has opened. */
export interface PdfDocument {
  readonly pages: number;
  /** `undefined`: the page is damaged. */
  readonly page: (number: number) => Promise<PdfPage | undefined>;
  readonly info: () => Promise<Readonly<Record<string, unknown>>>;
  readonly attachments: () => Promise<readonly { readonly filename: string; readonly content: Uint8Array }[]>;
  readonly destroy: () => Promise<void>;
}

/** The part of pdf.js that is used. */
interface Library {
  readonly getDocumentProxy: (data: Uint8Array, options: object) => Promise<Proxy>;
}

interface Proxy {
  readonly numPages: number;
  readonly getPage: (number: number) => Promise<PageProxy>;
  readonly getMetadata: () => Promise<{ readonly info?: unknown }>;
  readonly getAttachments: () => Promise<unknown>;
  readonly destroy?: () => Promise<void>;
  readonly loadingTask?: { readonly destroy: () => Promise<void> };
}

interface PageProxy {
  readonly getTextContent: () => Promise<{ readonly items: readonly TextItem[] }>;
  readonly getAnnotations: () => Promise<readonly Annotation[]>;
  readonly cleanup: () => void;
}

interface TextItem {
  readonly str?: string;
  readonly hasEOL?: boolean;
}

interface Annotation {
  readonly fieldValue?: unknown;
  readonly contentsObj?: { readonly str?: unknown };
  readonly titleObj?: { readonly str?: unknown };
  readonly url?: unknown;
}

const isLibrary = (value: object): value is Library =>
  "getDocumentProxy" in value && typeof value.getDocumentProxy === "function";

/** Opens a document, or tells why it cannot be read. Takes the bytes over. */
export async function openPdf(
  library: object,
  bytes: Uint8Array,
): Promise<{ readonly document: PdfDocument } | { readonly fault: string }> {
  if (!isLibrary(library)) return { fault: "PDF documents are not read: the installed unpdf is too old" };
  try {
    // 0: the library prints nothing, as its messages may quote the document.
    const proxy = await library.getDocumentProxy(bytes, { verbosity: 0, isEvalSupported: false });
    return { document: documentOf(proxy) };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    return { fault: name === "PasswordException" ? "protected by a password" : "damaged PDF document" };
  }
}

const documentOf = (proxy: Proxy): PdfDocument => ({
  pages: proxy.numPages,
  page: (number) => pageOf(proxy, number),
  info: async () => {
    const metadata = await orElse(() => proxy.getMetadata(), {});
    return isRecord(metadata.info) ? metadata.info : {};
  },
  attachments: () => attachmentsOf(proxy),
  destroy: () => orElse(async () => (proxy.loadingTask ?? proxy).destroy?.(), undefined),
});

async function pageOf(proxy: Proxy, number: number): Promise<PdfPage | undefined> {
  try {
    const page = await proxy.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map(({ str = "", hasEOL }) => (hasEOL === true ? `${str}\n` : str)).join("");
    const annotations = await orElse(() => page.getAnnotations(), []);
    page.cleanup();
    return { text: text.trimEnd(), notes: annotations.flatMap(notesIn) };
  } catch {
    return undefined;
  }
}

function notesIn({ fieldValue, contentsObj, titleObj, url }: Annotation): readonly string[] {
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  const mail = typeof url === "string" ? /^mailto:([^?]+)/i.exec(url)?.[1] : undefined;
  return [...values, titleObj?.str, contentsObj?.str, mail].filter(
    (value): value is string => typeof value === "string" && value.trim() !== "",
  );
}

async function attachmentsOf(proxy: Proxy) {
  const found = await orElse(() => proxy.getAttachments(), undefined);
  const listed = found instanceof Map ? [...found.values()] : isRecord(found) ? Object.values(found) : [];
  return listed.flatMap((one: unknown) => {
    if (!isRecord(one) || !(one["content"] instanceof Uint8Array)) return [];
    const { filename, content } = one;
    return [{ filename: typeof filename === "string" ? filename : "attachment", content }];
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

async function orElse<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch {
    return otherwise;
  }
}
