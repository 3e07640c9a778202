import type { EntityTarget, MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;
type EntityClass = EntityTarget<object> & (abstract new (...args: never[]) => object);

const entities = new Set<EntityClass>();
const migrations = new Set<MigrationClass>();
const forgotten = new Set<Forgotten>();

/** Short-lived rows: deleted `days` after the instant in `column`, or where `blank` is given, only that column emptied. */
export interface Forgotten {
  table: string;
  column: string;
  days: number;
  blank?: string;
}

/** Each room registers its tables when it is loaded; the database is opened after all rooms are loaded. */
export function registerTables(room: {
  entities: EntityClass[];
  migrations: MigrationClass[];
  forgotten?: Forgotten[];
}): void {
  room.forgotten?.forEach((rows) => forgotten.add(rows));
  room.entities.forEach((entity) => entities.add(entity));
  room.migrations.forEach((migration) => migrations.add(migration));
}

export const registered = () => ({
  entities: [...entities],
  migrations: [...migrations],
  forgotten: [...forgotten],
});
