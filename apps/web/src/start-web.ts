import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { TimeSource, Settings } from '@app/platform';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { refuseConnection } from './api/refuse-connection.js';
import { describeApi } from './api/docs.js';
import { compressAnswers } from './site/wire/compress.js';
import { serveAssets } from './site/wire/serve-assets.js';
import { takeForms } from './site/multipart.js';
import { WebModule } from './web.module.js';

const BODY_LIMIT = 256 * 1024;

/** No route has a JSON schema for Fastify (zod validates input), so its two schema compilers need not be loaded. */
const none = () => () => {
  throw new Error('schemas of routes are not compiled: check with zod');
};
const NO_SCHEMAS = { compilersFactory: { buildValidator: none, buildSerializer: none } };

/** Builds the web process: one Fastify, its plugins, the rooms and their pages. Tests start it the same way. */
export async function startWeb(
  settings: Settings,
  options: { logger?: LoggerService | false; time?: TimeSource } = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: proxies(settings),
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseConnection,
    schemaController: NO_SCHEMAS,
    rewriteUrl: ({ url = '/' }) => decodable(url),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    WebModule.with(settings, options.time),
    adapter,
    {
      logger: options.logger ?? false,
      forceCloseConnections: true,
      abortOnError: false,
    },
  );
  await app.register(cookie);
  await app.register(helmet, securityHeaders(settings));
  await takeForms(app, settings);
  compressAnswers(adapter.getInstance());
  serveAssets(adapter.getInstance());
  await describeApi(app, settings);
  app.enableShutdownHooks();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/**
 * A URL that cannot be decoded is answered like an unknown one, by us and not by the framework; so is one with a NUL in
 * its path, which PostgreSQL refuses in any text.
 */
function decodable(url: string): string {
  const unknown = () => url.replaceAll('%', '%25');
  try {
    return decodeURIComponent(url.split('?')[0]!).includes('\0') ? unknown() : url;
  } catch {
    return unknown();
  }
}

const proxies = (settings: Settings) =>
  settings.TRUSTED_PROXIES?.split(',').map((network) => network.trim()) ?? false;

function securityHeaders(settings: Settings) {
  const secure = settings.publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}
