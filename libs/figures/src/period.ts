/** `from` inclusive, `to` exclusive. */
export interface Period {
  from: number;
  to: number;
}
