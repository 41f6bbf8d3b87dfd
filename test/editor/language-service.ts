import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

/** What an editor shows at a place. */
export interface Shown {
  /** Line and column from 1, and the text. */
  readonly diagnostics: readonly string[];
  readonly hover: string | null;
  readonly offered: readonly Offered[];
}

export interface Offered {
  readonly label: string;
  /** What is inserted, with tab stops. */
  readonly insert: string;
  readonly about: string;
}

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), "utf8"),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
  telemetry: {
    send: () => undefined,
    sendTrack: () => undefined,
    sendError: (name, problem) => {
      throw new Error(`the language service failed at ${name}: ${JSON.stringify(problem)}`);
    },
  },
});
service.configure({ validate: true, hover: true, completion: true, isKubernetes: false, yamlVersion: "1.2" });

// The service keeps what it knows of a document by its address and version.
let version = 0;

/** Opens a YAML text as a file of a folder; `¦` marks the place of the cursor. Its modeline says which schema holds. */
export async function open(text: string, folder: URL): Promise<Shown> {
  const at = text.indexOf("¦");
  version += 1;
  const document = TextDocument.create(new URL("opened.yaml", folder).href, "yaml", version, text.replace("¦", ""));
  const diagnostics = (await service.doValidation(document, false)).map(
    ({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`,
  );
  if (at === -1) return { diagnostics, hover: null, offered: [] };
  const position = document.positionAt(at);
  const hover = (await service.doHover(document, position))?.contents ?? null;
  const { items } = await service.doComplete(document, position, false);
  return {
    diagnostics,
    hover: hover === null ? null : textOf(hover),
    offered: items.map(({ label, insertText, documentation }) => ({
      label,
      insert: insertText ?? label,
      about: textOf(documentation ?? ""),
    })),
  };
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return typeof content === "object" && content !== null && "value" in content ? String(content.value) : "";
}
