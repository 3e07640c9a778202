import { WORKER_PASSES } from './crashes.js';
import { crashSpec } from './crash-spec.js';

// fault matrix, row F3: the worker, file outbox
crashSpec('worker', WORKER_PASSES, {});
