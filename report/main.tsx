import "./style/all.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { readReport } from "./data.ts";

const graph = document.querySelector<SVGSVGElement>("#graph svg");
const root = document.getElementById("app");
if (root !== null) {
  try {
    const report = readReport(document.getElementById("data")?.textContent ?? "");
    render(<App report={report} graph={graph} />, root);
    document.getElementById("static")?.remove();
  } catch (error) {
    // The short form is better than nothing.
    root.replaceChildren();
    document.documentElement.classList.remove("scripted");
    throw error;
  }
}
