import type { Row } from './jest.mjs';
export function summary(rows: Row[]): string;
export function closingLine(rows: Row[]): string;
export function exitCode(rows: Row[]): 0 | 1;
