import 'reflect-metadata';
import { loadSettings, PinoLogger, rootLogger, stopWithParent } from '@app/platform';
import { startWeb } from './start-web.js';

const settings = loadSettings();
const logger = new PinoLogger(rootLogger(settings.LOG_LEVEL, 'web'));
const app = await startWeb(settings, { logger });
// `::` takes IPv4 as well
await app.listen(settings.PORT, '::');
stopWithParent(() => app.close());
logger.log(`listening on ${settings.PORT}`, 'web');
