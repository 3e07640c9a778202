import { z } from 'zod';

const score = z.int().min(1).max(5);

/** What is sent, and what is answered. */
export const surveyAnswer = z.object({ score, comment: z.string().max(2_000).optional() });
export const surveyed = z.strictObject({ score });
