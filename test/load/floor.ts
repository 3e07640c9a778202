import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { join } from 'node:path';

/**
 * The floor: what this machine does with a bare Fastify route and the raw driver, synchronous=FULL, one commit a
 * request, writing and reading as many rows of about the same size as a case does.
 */
const { FLOOR_PORT: port, FLOOR_FOLDER: folder, FLOOR_ROWS: rows } = process.env;
const database = new Database(join(folder!, 'floor.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, parent INTEGER, a TEXT, b TEXT, c INTEGER, d TEXT); CREATE INDEX IF NOT EXISTS ix ON row (parent)',
);

const count = Number(rows);
const insert = database.prepare('INSERT INTO row (parent, a, b, c, d) VALUES (?, ?, ?, ?, ?)');
const read = database.prepare('SELECT * FROM row WHERE parent = ?');
const write = database.transaction((parent: number, body: string) => {
  for (let n = 0; n < count; n++) insert.run(parent, 'a'.repeat(36), body.slice(0, 400), n, 'd'.repeat(80));
});

// as many requests stored before as the desk has cases, so that both look up in trees of like depth
const STORED = 100_000;
database.transaction(() => {
  for (let parent = 1; parent <= STORED; parent++)
    for (let n = 0; n < 4; n++) insert.run(parent, 'a'.repeat(36), '', n, '');
})();

let next = STORED;
const app = Fastify();
app.post('/cases', (request, reply) => {
  const parent = ++next;
  write(parent, JSON.stringify(request.body));
  return reply.code(201).send({ id: parent });
});
app.post('/progress', (request) => read.all((request.body as { id: number }).id));
await app.listen({ port: Number(port), host: '127.0.0.1' });
