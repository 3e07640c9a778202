import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTEMPTS } from '../../libs/referrals/src/referral-course.js';

const wordsOf = (kind: string) =>
  readFileSync(join(import.meta.dirname, '../../config/templates', `${kind}.yaml`), 'utf8');

describe('numbers in the words of messages', () => {
  it('partner-unreached says after how many attempts the owner is asked', () => {
    expect(wordsOf('partner-unreached')).toContain(`連續 ${ATTEMPTS} 次`);
    expect([ATTEMPTS, wordsOf('partner-unreached')]).toEqual([
      3,
      expect.stringContaining('tried three times'),
    ]);
  });
});
