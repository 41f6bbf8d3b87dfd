import { drawingStyle, markup, plainWidth, px } from "../../text/index.ts";
import { shortText, statusesOf } from "../drawing.ts";
import type { Drawing, DrawOptions } from "../model.ts";
import { statusStyles } from "../status.ts";
import { closed, fittedScene, pictureRoom, type SvgOptions } from "./fit.ts";
import { frameDepth, frameRoom } from "./frame-room.ts";
import { frames } from "./frames.ts";
import { boxMarkup, edgeMarkup, graphStyle, markers, schemaLabels } from "./marks.ts";
import type { Scene } from "./scene.ts";
import { stripsOf } from "./strips.ts";

const margin = 24;

/** Renders the graph as a standalone picture. Ends with a newline. */
export function renderGraphSvg(drawing: Drawing, options: SvgOptions): string {
  const { scene, direction } = fittedScene(closed(drawing), options, pictureRoom);
  const head = headLines(drawing);
  // Frames extend beyond the boxes, and have their names at the top.
  const framed = frameRoom(frameDepth(drawing.nodes)).above;
  const legend = legendOf(drawing);
  const headWidth = Math.max(0, ...head.map((text) => plainWidth(text) * 8.2));
  const width = Math.ceil(Math.max(scene.width + 2 * framed, legend.width, headWidth, 480) + 2 * margin);
  const strips = stripsOf(drawing.paths, width - 2 * margin);
  const above = margin + head.length * 20 + (head.length > 0 ? 12 : 0);
  const top = above + strips.height + framed;
  const height = Math.ceil(top + scene.height + framed + (legend.markup === "" ? 0 : 44) + margin);
  const shift = (width - scene.width) / 2;
  const title = markup(shortText([drawing.title, drawing.run].filter((text) => text !== null).join(", "), 200));
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wct" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
<title>${title}</title>
<style>${drawingStyle}${graphStyle}</style>
${markers}
<rect class="paper" width="${width}" height="${height}"/>
${head.map((text, line) => `<text class="${line === 0 ? "title" : "small faint"}" x="${margin}" y="${margin + 14 + line * 20}">${markup(text)}</text>`).join("\n")}
<g transform="translate(${margin} ${px(above)})">${strips.markup.join("\n")}</g>
<g transform="translate(${px(shift)} ${px(top)})">
${sceneMarkup(scene, { ...options, direction }).join("\n")}
</g>
${legend.markup === "" ? "" : `<g transform="translate(${margin} ${px(top + scene.height + framed + 30)})">${legend.markup}</g>\n`}</svg>
`;
}

/**
 * Renders a scene for a page that shows title and note itself. `isPicture` is false if the boxes can be focused one by
 * one.
 */
export function renderSceneSvg(
  scene: Scene,
  options: DrawOptions,
  { label, isPicture }: { readonly label: string; readonly isPicture: boolean },
): string {
  const framed = frameRoom(frameDepth(scene.boxes.map(({ node }) => node))).above;
  const around = 12 + framed;
  const [width, height] = [Math.ceil(scene.width + 2 * around), Math.ceil(scene.height + 2 * around)];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wct" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="${isPicture ? "img" : "group"}" aria-label="${markup(shortText(label))}">
<style>${drawingStyle}${graphStyle}</style>
${markers}
<g transform="translate(${around} ${around})">
${sceneMarkup(scene, options).join("\n")}
</g>
</svg>`;
}

function sceneMarkup(scene: Scene, options: DrawOptions): readonly string[] {
  const [open, others] = [scene.boxes.filter(({ isOpen }) => isOpen), scene.boxes.filter(({ isOpen }) => !isOpen)];
  return [
    ...frames(scene, options),
    // Open groups are drawn below their contents, and below the edges of these.
    ...open.map(boxMarkup),
    ...scene.routes.map((route) => edgeMarkup(route, options)),
    ...others.map(boxMarkup),
    ...schemaLabels(scene, options),
  ];
}

function headLines({ title, run, note }: Drawing): readonly string[] {
  return [title, run, note].flatMap((text) => (text === null || text === "" ? [] : [shortText(text, 160)]));
}

function legendOf(drawing: Drawing): { readonly markup: string; readonly width: number } {
  const present = statusesOf(drawing);
  if (present.length === 0) return { markup: "", width: 0 };
  let x = 0;
  const parts = present.map((status) => {
    const { fill, stroke, symbol, word, isDashed, isBold } = statusStyles[status];
    const text = `${symbol} ${word}`;
    const swatch = `<rect class="box${isDashed ? " dashed" : ""}${isBold ? " bold" : ""}" style="fill:${fill};stroke:${stroke}" x="${px(x)}" y="-11" width="22" height="14" rx="4"/>`;
    const part = `${swatch}<text class="small" x="${px(x + 28)}" y="0">${markup(text)}</text>`;
    x += 28 + plainWidth(text) * 6.8 + 22;
    return part;
  });
  if (drawing.nodes.some(({ isCritical }) => isCritical)) {
    parts.push(
      `<path class="edge critical" d="M${px(x)} -4h26"/><text class="small" x="${px(x + 32)}" y="0">critical path</text>`,
    );
    x += 32 + 13 * 6.8;
  }
  return { markup: parts.join(""), width: x };
}
