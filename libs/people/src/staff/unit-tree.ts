/** The units, as the rooms above know them; handed over with each call, because this room knows no catalogue. */
export interface UnitTree {
  unit(id: string): { organisation: string; kind: string } | undefined;
  /** The unit and all below it. */
  unitsUnder(unitId: string): string[];
}
