import type { Queue } from 'bullmq';
import type { Settings } from '../settings/settings.js';
import { QUEUE_NAME, redisConnection } from './redis.js';

/**
 * The queue of rings, for sending. BullMQ is loaded with the first ring, as it is a twelfth of what web loads at start.
 * Without `skipWaitingForReady`, which together with `enableOfflineQueue: false` never sends anything.
 */
export async function openQueue(settings: Settings): Promise<Queue> {
  const { Queue } = await import('bullmq');
  const queue = new Queue(QUEUE_NAME, { connection: redisConnection(settings, 'ringing') });
  queue.on('error', () => undefined); // an absent Redis is reported by health, not by every call
  return queue;
}
