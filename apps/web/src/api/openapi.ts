import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { applyDecorators } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problem } from './answers.js';
import { ApiBody, ApiHeader, ApiParam, ApiResponse, describedWith } from './described.js';

/** Describes a body by the room's own schema, so that check and description cannot differ. */
export const bodyOf = (schema: z.ZodType) => () => ({
  schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'openapi-3.0' }) as never,
});
const jsonOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', target: 'openapi-3.0' }) as never;

/** The answer of a route on success; everything else is a problem document. */
export const Answers = (schema: z.ZodType, status = 200) =>
  applyDecorators(
    ApiResponse(() => ({ status, description: 'Done', schema: jsonOf(schema) })),
    ApiResponse(() => ({
      status: 'default',
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: jsonOf(problem) } },
    })),
  );

/** The answer of a download; everything else is a problem document. */
export const AnswersFile = () =>
  applyDecorators(
    ApiResponse(() => ({
      status: 200,
      description: 'The file',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    })),
    ApiResponse(() => ({
      status: 'default',
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: jsonOf(problem) } },
    })),
  );

const header = (name: string, description: string) =>
  ApiHeader({ name, description, required: false, schema: { type: 'string' } });

export const TakesKey = () =>
  header('Idempotency-Key', '1 to 200 visible characters; a repeat within 7 days gets the same answer');
/** For a look-up, which changes nothing and so needs no key. */
export const IgnoresKey = () => header('Idempotency-Key', 'accepted and ignored: this changes nothing');
export const TakesIfMatch = () =>
  header('If-Match', 'the ETag last seen, such as "7"; 412 when it has changed since');

export const anyBody = () => ({
  schema: { type: 'object' as const, additionalProperties: true },
  required: false,
});

/** An act, named by the last part of its route. */
export interface DescribedAct {
  input: z.ZodType;
  /** From which status to which, by whom. */
  description: string;
}

/**
 * A route of several acts: their names, and the body of each. The act is given by the path, so a body may match more
 * than one of them. Fields that an act does not have are ignored, not refused.
 */
export const TakesActs = (acts: Readonly<Record<string, DescribedAct>>) =>
  applyDecorators(
    ApiParam({ name: 'act', enum: Object.keys(acts) }),
    ApiBody(() => ({
      required: false,
      schema: { anyOf: Object.entries(acts).map(([title, act]) => actSchema(title, act)) },
    })),
  );

function actSchema(title: string, { input, description }: DescribedAct) {
  const { additionalProperties: _open, ...schema } = jsonOf(input) as Record<string, unknown>;
  return { title, description, ...schema } as object;
}

/** Clients are generated from these names: public routes keep theirs, whatever controller they are in. */
const operationIdFactory = (controller: string, method: string) =>
  `${/^(?!Staff)\w+Api$/.test(controller) ? 'PublicApi' : controller}_${method}`;

export async function openApiDocument(app: NestFastifyApplication): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await describedWith();
  const config = new DocumentBuilder()
    .setTitle('Single Window 單一窗口')
    .setDescription(
      'Errors are RFC 9457 problem documents that name the field. ' +
        'Every POST takes Idempotency-Key; acts take If-Match. Instants are ISO 8601 with offset.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  const { paths, ...document } = SwaggerModule.createDocument(app, config, { operationIdFactory });
  // pages are routes too, but not part of the API
  const ofTheApi = Object.entries(paths).filter(([path]) => path.startsWith('/api/v1/'));
  return { ...document, paths: Object.fromEntries(ofTheApi) };
}
