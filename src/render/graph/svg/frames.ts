import { markup, px } from "../../text/index.ts";
import { shortText } from "../drawing.ts";
import type { PlacedBox, Scene } from "./scene.ts";

const around = 12;

/**
 * Returns a frame around each child runbook whose boxes are not mixed with others. A frame that also enclosed other
 * boxes would be wrong; then only the ids show the group.
 */
export function frames({ boxes }: Scene): readonly string[] {
  const names = new Set(
    boxes.flatMap(({ node: { group } }) => group.map((_, depth) => JSON.stringify(group.slice(0, depth + 1)))),
  );
  return [...names]
    .sort((a, b) => a.length - b.length)
    .flatMap((name) => {
      const isInside = ({ node: { group } }: PlacedBox): boolean => {
        return group.some((_, depth) => JSON.stringify(group.slice(0, depth + 1)) === name);
      };
      const inside = boxes.filter(isInside);
      const left = Math.min(...inside.map(({ x, width }) => x - width / 2)) - around;
      const right = Math.max(...inside.map(({ x, width }) => x + width / 2)) + around;
      const top = Math.min(...inside.map(({ y, height }) => y - height / 2)) - around - 12;
      const bottom = Math.max(...inside.map(({ y, height }) => y + height / 2)) + around;
      const foreign = boxes.some(
        (box) =>
          !isInside(box) &&
          box.x + box.width / 2 > left &&
          box.x - box.width / 2 < right &&
          box.y + box.height / 2 > top &&
          box.y - box.height / 2 < bottom,
      );
      if (foreign) return [];
      const label = inside[0]!.node.group.at(JSON.parse(name).length - 1) ?? "";
      return [
        `<rect class="frame" x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}" rx="10"/>`,
        `<text class="small faint" x="${px(left + 8)}" y="${px(top + 13)}">${markup(shortText(label))}</text>`,
      ];
    });
}
