import { useLayoutEffect, useState } from "preact/hooks";

/** The part of the window that is available for a graph, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Measures the available size. The graph is drawn again when the width of the window changes. */
export function useRoom(): Room {
  const measure = (): Room => ({
    width: Math.max(300, Math.min(document.documentElement.clientWidth - 64, 1216)),
    height: Math.max(360, innerHeight * 0.72),
  });
  const [room, setRoom] = useState(measure);
  useLayoutEffect(() => {
    const follow = (): void => setRoom((before) => (measure().width === before.width ? before : measure()));
    addEventListener("resize", follow);
    return () => removeEventListener("resize", follow);
  }, []);
  return room;
}
