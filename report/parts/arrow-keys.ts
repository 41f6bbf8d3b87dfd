/** Moves the focus between the rows of a table with Up, Down, Home and End: to the first link or button of each row. */
export function arrowKeys(event: KeyboardEvent): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  const row = target.closest("tbody tr");
  if (row === null) return;
  const stops = [...currentTarget.querySelectorAll("tbody tr")].flatMap(
    (one) => one.querySelector<HTMLElement>("a, button") ?? [],
  );
  const here = stops.findIndex((stop) => row.contains(stop));
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: stops.length - 1 }[event.key];
  const stop = next === undefined ? undefined : stops[next];
  if (stop === undefined) return;
  event.preventDefault();
  stop.focus();
}
