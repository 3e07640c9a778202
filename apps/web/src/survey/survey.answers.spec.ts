import { describe, expect, it } from '@jest/globals';
import { checkAnswer } from '@app/satisfaction';
import { surveyAnswer } from './survey.answers.js';

describe('the answer to a questionnaire, as the API describes it', () => {
  it.each([
    { score: 1 },
    { score: 5, comment: '字'.repeat(2_000) },
    { score: 5, comment: '字'.repeat(2_001) },
    { score: 0 },
    { score: 6 },
    {},
  ])('is what the room takes: %j', (answer) =>
    expect(surveyAnswer.safeParse(answer).success).toBe(checkAnswer(answer).length === 0),
  );
});
