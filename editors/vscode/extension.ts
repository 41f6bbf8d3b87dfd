// The extension: starts `wct debug --dap` for debug sessions of the type `wct`, and debugs the open runbook.
import * as vscode from "vscode";

/** Called by the editor when the extension is first needed. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugAdapterDescriptorFactory("wct", { createDebugAdapterDescriptor: adapterOf }),
    vscode.commands.registerCommand("wct.debugRunbook", debugRunbook),
  );
}

/** Called by the editor at its end; there is nothing to do, because sessions end with their adapters. */
export function deactivate(): void {}

function adapterOf(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
  const configured = vscode.workspace.getConfiguration("wct", session.workspaceFolder).get<string[]>("command");
  const [command = "npx", ...args] = configured ?? ["npx", "wct"];
  const cwd = session.workspaceFolder?.uri.fsPath;
  const options = cwd === undefined ? {} : { cwd };
  return new vscode.DebugAdapterExecutable(command, [...args, "debug", "--dap"], options);
}

async function debugRunbook(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || document.languageId !== "yaml") {
    await vscode.window.showErrorMessage("Open the runbook that is to be debugged.");
    return;
  }
  await document.save();
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  await vscode.debug.startDebugging(folder, {
    type: "wct",
    request: "launch",
    name: "Debug this runbook",
    runbook: document.uri.fsPath,
    stopOnEntry: true,
    ...(folder === undefined ? {} : { cwd: folder.uri.fsPath }),
  });
}
