import { options } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Whether the page is being printed. What paper shows is there before the browser lays it out. */
export function usePrinting(): boolean {
  const media = matchMedia("print");
  const [isPrinting, setPrinting] = useState(media.matches);
  useEffect(() => {
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
