import fastifyStatic from '@fastify/static';
import { notFound, type Settings } from '@app/platform';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { isOperator } from './operator.js';
import { openApiDocument } from './openapi.js';

const DOCS = '/api/docs';
const JSON_ADDRESS = '/api/openapi.json';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Single Window API</title>
<link rel="stylesheet" href="${DOCS}/swagger-ui.css">
<link rel="icon" href="${DOCS}/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="${DOCS}/swagger-ui-bundle.js"></script>
<script src="${DOCS}/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: '${JSON_ADDRESS}', dom_id: '#swagger-ui', deepLinking: true });\n`;

/**
 * `/api/openapi.json` for everyone; `/api/docs` for operators only, as `/metrics`. Both are made when first
 * requested.
 */
export async function describeApi(app: NestFastifyApplication, settings: Settings): Promise<void> {
  const adapter = app.getHttpAdapter();
  // by the matched route, not by the URL: `/api/%64ocs` matches it too
  adapter.getInstance().addHook('onRequest', async (request: FastifyRequest) => {
    const isDocs = request.routeOptions.url?.startsWith(DOCS);
    if (isDocs && !isOperator(request, settings)) throw notFound();
  });
  // before the routes: those registered after an awaited plugin still get Nest's error handler
  await app.register(fastifyStatic, {
    root: browserFolder(),
    prefix: `${DOCS}/`,
    index: false,
    decorateReply: false,
  });
  let document: Promise<OpenAPIObject> | undefined;
  adapter.get(JSON_ADDRESS, async (_request: FastifyRequest, reply: FastifyReply) =>
    reply.type('application/json').send(await (document ??= openApiDocument(app))),
  );
  const shows = (path: string, media: string, text: string) =>
    adapter.get(path, (_request: FastifyRequest, reply: FastifyReply) => reply.type(media).send(text));
  shows(DOCS, 'text/html; charset=utf-8', PAGE);
  shows(`${DOCS}/start.js`, 'text/javascript; charset=utf-8', START);
}

/** The files of Swagger's page, in a package that @nestjs/swagger depends on. */
function browserFolder(): string {
  const ours = createRequire(import.meta.url);
  return dirname(createRequire(ours.resolve('@nestjs/swagger')).resolve('swagger-ui-dist/package.json'));
}
