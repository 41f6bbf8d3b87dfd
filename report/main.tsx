import "./style/all.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { readReport } from "./data.ts";

const report = readReport(document.getElementById("data")?.textContent ?? "");
const graph = document.querySelector<SVGSVGElement>("#graph svg");
const root = document.getElementById("app");
if (root !== null) {
  // The short form is for readers without scripts; its drawing goes on in the page.
  graph?.remove();
  document.getElementById("static")?.remove();
  render(<App report={report} graph={graph} />, root);
}
