const BOTH = [
  ['SQLite', false],
  ['PostgreSQL', true],
] as const;

/** For `describe.each`: specs about stored data run on both. TEST_DATABASES names a single one, for mutation tests. */
export const DATABASES = BOTH.filter(([name]) => (process.env['TEST_DATABASES'] ?? name) === name);
