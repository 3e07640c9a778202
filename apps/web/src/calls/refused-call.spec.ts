import { describe, expect, it } from '@jest/globals';
import { invalid, LOCALES, Problem } from '@app/platform';
import type { Site } from '../site/site.js';
import { refusedCall } from './refused-call.js';
import { callsWords } from './words.js';

const TYPED = { subject: '路燈', key: 'first' };

describe.each(LOCALES)('a call that is refused, in %s', (locale) => {
  const site = { locale } as Site;
  const said = callsWords[locale];
  const refused = (error: unknown) => refusedCall(error, TYPED, site);

  it('names the fields as the page does, with what to do where the page knows it', () => {
    const fields = ['topic', 'noticeVersion', 'caseNumber', 'readBack', 'said', 'answer'];
    const { errors, status, typed } = refused(
      invalid(...fields.map((field) => ({ field, code: 'required' }))),
    );
    expect(Object.keys(errors).toSorted()).toEqual([
      'answer',
      'caseNumber',
      'noticeRead',
      'readBack',
      'said',
      'subject',
    ]);
    expect(errors).toMatchObject({
      ...{ noticeRead: said.noticeMust, caseNumber: said.caseMust },
      ...{ readBack: said.readBackMust, said: said.saidMust },
    });
    expect(errors['subject']).toBe(errors['answer']);
    expect([status, typed]).toEqual([422, TYPED]);
  });

  it('gets a new key where it was sent before, so that it can be sent again on purpose', () => {
    const form = refused(new Problem('CONFLICT', 'key-used'));
    expect(form).toMatchObject({ refusal: said.sentBefore, status: 409, typed: { subject: '路燈' } });
    expect(form.typed['key']).not.toBe('first');
  });

  it('keeps its key where another rule refuses it', () => {
    const form = refused(new Problem('NOT_ALLOWED', 'case-merged'));
    expect([form.typed['key'], form.refusal === said.sentBefore]).toEqual(['first', false]);
  });

  it('has the page of errors for what is no refusal', () => {
    const broken = new Error('broken');
    expect(() => refused(broken)).toThrow(broken);
  });
});
