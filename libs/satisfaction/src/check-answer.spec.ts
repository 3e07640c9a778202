import { describe, expect, it } from '@jest/globals';
import { checkAnswer } from './surveys.js';

describe('what is wrong with an answer to a questionnaire', () => {
  const wrong = (input: unknown) => checkAnswer(input).map(({ field, code }) => `${field} ${code}`);

  it.each([{ score: 1 }, { score: '5', comment: '' }, { score: 3, comment: '謝謝' }])(
    'nothing with %j',
    (input) => {
      expect(checkAnswer(input)).toEqual([]);
    },
  );

  it('a field each, with what is wrong with it', () => {
    expect(wrong({ score: '6' })).toEqual([expect.stringMatching(/^score /)]);
    expect(wrong({ score: '3', comment: '字'.repeat(2_001) })).toEqual(['comment too-long']);
    expect(wrong({}).map((text) => text.split(' ')[0])).toEqual(['score']);
  });

  it('an error that is not about the answer is thrown on', () => {
    const broken = Object.defineProperty({}, 'score', {
      enumerable: true,
      get: () => {
        throw new RangeError('broken');
      },
    });
    expect(() => checkAnswer(broken)).toThrow('broken');
  });
});
