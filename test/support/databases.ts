const BOTH = [
  ['SQLite', false],
  ['PostgreSQL', true],
] as const;

/** For `describe.each`: every spec about stored things runs on both. TEST_DATABASES names one alone, for mutation tests. */
export const DATABASES = BOTH.filter(([name]) => (process.env['TEST_DATABASES'] ?? name) === name);
