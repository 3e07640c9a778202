import type { Queue } from 'bullmq';
import type { Settings } from '../settings/settings.js';
import { QUEUE_NAME, redisConnection } from './redis.js';

/**
 * The queue of rings, for who rings. BullMQ is loaded with the first ring: it is a twelfth of what web would load at start.
 * Not with `skipWaitingForReady`: together with `enableOfflineQueue: false` such a queue never rings at all.
 */
export async function openQueue(settings: Settings): Promise<Queue> {
  const { Queue } = await import('bullmq');
  const queue = new Queue(QUEUE_NAME, { connection: redisConnection(settings, 'ringing') });
  queue.on('error', () => undefined); // an absent Redis is reported by health, not by every call
  return queue;
}
