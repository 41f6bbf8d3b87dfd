/**
 * Draws a bar as long as its share (0 to 1) of the track, and no bar for 0. The text next to it contains the number.
 */
export function Bar({ share, care = false }: { readonly share: number; readonly care?: boolean }) {
  return (
    <span class="track" aria-hidden="true">
      {share > 0 && <span class={care ? "bar care" : "bar"} style={{ width: `${Math.min(1, share) * 100}%` }} />}
    </span>
  );
}
