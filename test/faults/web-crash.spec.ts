import { WEB_PASSES } from './crashes.js';
import { crashSpec } from './crash-spec.js';

// fault matrix, row F3: the web process, file outbox
crashSpec('web', WEB_PASSES, {});
