import { options } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/**
 * Returns whether the page is being printed, and updates the page before the browser lays it out for paper. Uses a
 * layout effect, because a passive effect starts after the first paint and would miss a print before that.
 */
export function usePrinting(): boolean {
  const media = matchMedia("print");
  const [isPrinting, setPrinting] = useState(media.matches);
  useLayoutEffect(() => {
    const atOnce = (value: boolean) => (): void => {
      const before = options.debounceRendering;
      options.debounceRendering = (render) => render();
      setPrinting(value);
      if (before === undefined) delete options.debounceRendering;
      else options.debounceRendering = before;
    };
    const [begin, end] = [atOnce(true), atOnce(false)];
    const follow = (): void => (media.matches ? begin() : end());
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    media.addEventListener("change", follow);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
      media.removeEventListener("change", follow);
    };
  }, []);
  return isPrinting;
}
