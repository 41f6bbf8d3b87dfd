import type { Timeline } from "../../run/index.ts";
import { shortText, statusStyles } from "../graph/index.ts";
import { formatDuration, markup, px, textWidth } from "../text/index.ts";
import { busiestTracks, type NamedTrack, namedTracks, trackFigures } from "./tracks.ts";

interface TrackScale {
  readonly rowHeight: number;
  readonly barHeight: number;
  readonly labelWidth: number;
  /** Pixels per millisecond. */
  readonly scale: number;
}

const headHeight = 34;
const mostTracks = 40;

export interface SvgTracks {
  /** 0 if no worker of another process took part. */
  readonly height: number;
  /** Pixels that the widest name needs. */
  readonly labelWidth: number;
  readonly draw: (scale: TrackScale) => string;
}

/** Returns a row for each thread of a worker, to the scale of the rows of artifacts above. */
export function svgTracks(view: Timeline, rowHeight: number): SvgTracks {
  const tracks = busiestTracks(namedTracks(view), mostTracks);
  const labels = tracks.map(({ process, thread }) => `${shortText(process, 28)} ${thread}`);
  return {
    height: tracks.length === 0 ? 0 : headHeight + tracks.length * rowHeight,
    labelWidth: Math.max(0, ...labels.map((text) => textWidth(text) * 7.3)),
    draw: (scale) => {
      if (tracks.length === 0) return "";
      const head = `<text class="small strong" x="0" y="${headHeight - 14}">Hosts and their threads</text>`;
      return [
        head,
        ...tracks.map((one, row) => trackMarkup(one, labels[row]!, headHeight + row * rowHeight, scale)),
      ].join("\n");
    },
  };
}

function trackMarkup({ track }: NamedTrack, label: string, y: number, options: TrackScale): string {
  const { rowHeight, barHeight, labelWidth, scale } = options;
  const top = y + (rowHeight - barHeight) / 2;
  const bars = track.stretches.map(({ artifact, startMs, endMs, isLost }) => {
    const { fill, stroke } = statusStyles[isLost ? "interrupted" : "completed"];
    const took = `${artifact}: ${formatDuration(endMs - startMs)}${isLost ? ", lost" : ""}`;
    const width = Math.max(2, (endMs - startMs) * scale);
    const dash = isLost ? ' stroke-dasharray="5 3"' : "";
    return `<rect class="bar" style="fill:${fill};stroke:${stroke}"${dash} x="${px(labelWidth + startMs * scale)}" y="${px(top)}" width="${px(width)}" height="${barHeight}" rx="3"><title>${markup(took)}</title></rect>`;
  });
  const end = Math.max(...track.stretches.map(({ endMs }) => endMs));
  return `<g data-worker="${markup(track.remote?.worker ?? "")}"><text class="mono" text-anchor="end" x="${px(labelWidth - 12)}" y="${px(y + 17)}">${markup(label)}</text>${bars.join("")}<text class="small" x="${px(labelWidth + end * scale + 12)}" y="${px(y + 17)}">${markup(trackFigures(track))}</text></g>`;
}
