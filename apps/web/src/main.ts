import 'reflect-metadata';
import {
  databasePrepared,
  loadSettings,
  PinoLogger,
  rootLogger,
  settleMemory,
  stopWithParent,
} from '@app/platform';
import { startWeb } from './start-web.js';

await databasePrepared();
const settings = loadSettings();
const logger = new PinoLogger(rootLogger(settings.LOG_LEVEL, 'web'));
const app = await startWeb(settings, { logger });
// `::` accepts IPv4 as well; a machine without IPv6 has only IPv4
await app.listen(settings.PORT, '::').catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL') throw error;
  return app.listen(settings.PORT, '0.0.0.0');
});
stopWithParent(() => app.close());
settleMemory();
logger.log(`listening on ${settings.PORT}`, 'web');
