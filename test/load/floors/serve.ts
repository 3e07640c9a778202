import Fastify from 'fastify';

interface Floor {
  write(body: unknown): Promise<unknown>;
  read(body: { n: number }): Promise<unknown>;
}

/** The bare routes of a floor. */
export async function serve({ write, read }: Floor): Promise<void> {
  const app = Fastify();
  app.get('/', () => ({}));
  app.post('/cases', async (request, reply) => {
    await write(request.body);
    return reply.code(201).send({});
  });
  app.post('/progress', (request) => read(request.body as { n: number }));
  await app.listen({ port: Number(process.env['FLOOR_PORT']), host: '127.0.0.1' });
}
