export interface Row {
  name: string;
  ms: number;
  passed: number;
  failed: number;
  skipped: number;
  note?: string;
}
export function counts(
  results: object | undefined,
  code: number | null,
  lingered: boolean,
): Omit<Row, 'name' | 'ms'>;
