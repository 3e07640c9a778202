import { WORKER_PASSES } from './crashes.js';
import { crashSpec } from './crash-spec.js';

// fault matrix, row F3: the worker, plain SMTP and Mitake
crashSpec('worker', WORKER_PASSES, { sinks: true });
