import { describe, expect, it } from '@jest/globals';
import { unkeptBy, withPhone, type Ending } from './endings.js';

/** One field of each kind: of a case alone, of what is said to an existing case, and of every call. */
const TYPED = {
  ...{ subject: '補助', answer: '已說明', description: '不亮', said: '補充' },
  ...{ 'contact.name': '王小明', 'receivedOn.year': '115' },
};

describe('what an ending of a call does not keep', () => {
  it.each<[Ending, string[], string[]]>([
    [
      'solved',
      ['description', 'contact.name', 'receivedOn.year', 'said'],
      ['description', 'name', 'receivedOn', 'said'],
    ],
    ['attached', ['description', 'contact.name', 'receivedOn.year'], ['description', 'name', 'receivedOn']],
    ['asked', ['description', 'contact.name', 'receivedOn.year'], ['description', 'name', 'receivedOn']],
    ['case', ['said'], ['said']],
  ])('%s: %j', (ending, names, labels) => {
    expect(unkeptBy(ending, TYPED)).toEqual({ ending, names, labels });
  });

  it('is nothing where these fields are empty', () => {
    expect(unkeptBy('solved', { subject: '補助', description: '  ', said: '' })).toBeUndefined();
  });

  it('is nothing once the agent has agreed to lose it, and asked again of what came since', () => {
    const agreed = { ...TYPED, unkept: 'description contact.name receivedOn.year' };
    expect(unkeptBy('asked', agreed)).toBeUndefined();
    expect(unkeptBy('solved', agreed)?.names).toEqual(['said']);
    expect(unkeptBy('solved', { ...TYPED, unkept: 'descriptions' })?.names).toContain('description');
  });

  it('is not the telephone number that the search put there, but one that was typed', () => {
    const found = { 'contact.phone': '0912-345-678', filled: '0912-345-678' };
    expect(unkeptBy('solved', found)).toBeUndefined();
    expect(unkeptBy('solved', { ...found, filled: '0922-000-111' })?.names).toEqual(['contact.phone']);
    expect(unkeptBy('solved', { 'contact.phone': '0912-345-678' })?.names).toEqual(['contact.phone']);
    expect(unkeptBy('solved', { description: '0912', filled: '0912' })?.names).toEqual(['description']);
    // nothing was filled: nothing of it is put there
    expect(unkeptBy('solved', { 'contact.phone': ' ', filled: '' })).toBeUndefined();
  });
});

describe('the number by which the caller was found', () => {
  const shown = (stored: string) => `shown ${stored}`;

  it('stands in the empty field', () => {
    expect(withPhone({ caller: '0912345678' }, shown)).toEqual({
      ...{ caller: '0912345678', filled: 'shown +886912345678' },
      'contact.phone': 'shown +886912345678',
    });
  });

  it('stands in the field that an earlier search left empty', () => {
    const empty = { caller: '0912345678', 'contact.phone': '', filled: '' };
    expect(withPhone(empty, shown)['contact.phone']).toBe('shown +886912345678');
  });

  it('takes the place of the number found before, and leaves with it', () => {
    const before = { 'contact.phone': 'shown +886912345678', filled: 'shown +886912345678' };
    expect(withPhone({ ...before, caller: '0922000111' }, shown)['contact.phone']).toBe(
      'shown +886922000111',
    );
    expect(withPhone({ ...before, caller: '王小明' }, shown)).toMatchObject({
      'contact.phone': '',
      filled: '',
    });
    expect(withPhone(before, shown)).toMatchObject({ 'contact.phone': '', filled: '' });
  });

  it('never takes the place of one that was typed', () => {
    const typed = { caller: '0912345678', 'contact.phone': '02-2345-6700', filled: '' };
    expect(withPhone(typed, shown)).toBe(typed);
  });
});
