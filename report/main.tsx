import "./style/all.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { readReport } from "./data.ts";

const root = document.getElementById("app");
if (root !== null) {
  try {
    const report = readReport(document.getElementById("data")?.textContent ?? "");
    render(<App report={report} />, root);
    document.getElementById("static")?.remove();
  } catch (error) {
    // If rendering fails, the static short form is shown.
    root.replaceChildren();
    document.documentElement.classList.remove("scripted");
    throw error;
  }
}
