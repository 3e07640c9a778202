import 'reflect-metadata';
import {
  databasePrepared,
  loadSettings,
  PinoLogger,
  rootLogger,
  settleMemory,
  stopWithParent,
} from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';

await databasePrepared();
const settings = loadSettings();
const logger = new PinoLogger(rootLogger(settings.LOG_LEVEL, 'worker'));
try {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(settings), {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  stopWithParent(() => app.close());
  settleMemory();
  logger.log('worker started', 'worker');
} catch (error) {
  // one line for the operator; open connections must not keep alive a worker that does not work
  logger.error(`worker does not start: ${(error as Error).message}`, 'worker');
  process.exit(1);
}
