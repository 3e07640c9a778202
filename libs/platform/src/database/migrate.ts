import type { DataSource } from 'typeorm';

class SchemaDriftError extends Error {}
export class NewerSchemaError extends Error {}

/**
 * Migrates the schema to this version. Returns the names of the migrations run. Throws for a schema newer than the
 * code.
 */
export async function migrate(source: DataSource): Promise<string[]> {
  await refuseNewer(source);
  const run = await source.runMigrations();
  const left = await driftOf(source);
  if (left.length > 0)
    throw new SchemaDriftError(`code and schema differ after migrating:\n${left.join('\n')}`);
  return run.map((migration) => migration.name);
}

/** Statements still needed to make the schema match the entities; none when they agree. */
export async function driftOf(source: DataSource): Promise<string[]> {
  const log = await source.driver.createSchemaBuilder().log();
  return log.upQueries.map((query) => query.query);
}

/** Older code would write rows that the newer version does not expect. */
async function refuseNewer(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  const isFresh = !(await runner.hasTable('migrations').finally(() => runner.release()));
  if (isFresh) return;
  const run: { name: string }[] = await source.query('SELECT name FROM migrations');
  const ours = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const unknown = run.filter(({ name }) => !ours.has(name)).map(({ name }) => name);
  if (unknown.length > 0) {
    throw new NewerSchemaError(
      `this database was migrated by a newer version (${unknown.join(', ')}): start that one`,
    );
  }
}
