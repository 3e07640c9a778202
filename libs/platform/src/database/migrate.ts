import type { DataSource } from 'typeorm';

export class SchemaDriftError extends Error {}

/** Brings the schema to this version. Gives back the names of what was run. */
export async function migrate(source: DataSource): Promise<string[]> {
  const run = await source.runMigrations();
  const left = await driftOf(source);
  if (left.length > 0)
    throw new SchemaDriftError(`code and schema differ after migrating:\n${left.join('\n')}`);
  return run.map((migration) => migration.name);
}

/** Statements that would still be needed to make the schema what the entities say. None when they agree. */
export async function driftOf(source: DataSource): Promise<string[]> {
  const log = await source.driver.createSchemaBuilder().log();
  return log.upQueries.map((query) => query.query);
}
