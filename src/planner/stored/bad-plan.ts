/** Thrown with the location at which a stored plan is malformed. */
export class BadPlan extends Error {
  readonly place: string;

  constructor(place: string) {
    super(`not well formed at ${place}`);
    this.place = place;
  }
}
