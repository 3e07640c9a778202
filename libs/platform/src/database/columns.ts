import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/** Column types that mean the same on SQLite and PostgreSQL. Anything else does not belong in an entity. */
const number = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null ? null : Number(value)),
};
const json = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value),
};

export const Id = () => PrimaryColumn({ type: 'text' });
export const Text = (options: ColumnOptions = {}) => Column({ ...options, type: 'text' });
export const Int = (options: ColumnOptions = {}) => Column({ ...options, type: 'integer' });
export const Flag = (options: ColumnOptions = {}) => Column({ ...options, type: 'boolean' });
/** Epoch milliseconds. */
export const Instant = (options: ColumnOptions = {}) =>
  Column({ ...options, type: 'bigint', transformer: number });
export const Json = (options: ColumnOptions = {}) => Column({ ...options, type: 'text', transformer: json });
