import { z } from 'zod';

const score = z.int().min(1).max(5);

/** The answer to a questionnaire: request and response. */
export const surveyAnswer = z.object({ score, comment: z.string().max(2_000).optional() });
export const surveyed = z.strictObject({ score });
