import type { Provider, Type } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';
import { MetricsController } from './metrics.controller.js';

export const opsControllers: Type[] = [HealthController, MetricsController];
export const opsProviders: Provider[] = [Health];
