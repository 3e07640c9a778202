/** The one clock of a process. Rooms never read the time from the air: it is handed to them. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

/** A clock that moves only when told; for tests and for the demonstration desk's past. */
export class SetClock extends Clock {
  constructor(private instant: number) {
    super();
  }

  override now(): number {
    return this.instant;
  }

  set(instant: number): void {
    this.instant = instant;
  }

  forward(ms: number): void {
    this.instant += ms;
  }
}
