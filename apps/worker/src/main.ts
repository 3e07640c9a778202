import 'reflect-metadata';
import { loadSettings, PinoLogger, rootLogger, stopWithParent } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';

const settings = loadSettings();
const logger = new PinoLogger(rootLogger(settings.LOG_LEVEL, 'worker'));
const app = await NestFactory.createApplicationContext(WorkerModule.with(settings), { logger });
app.enableShutdownHooks();
stopWithParent(() => app.close());
logger.log('worker started', 'worker');
