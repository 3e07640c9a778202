import { describe, expect, it } from '@jest/globals';
import { parseInput, Problem } from '@app/platform';
import { ROLES } from '@app/people';
import type { Act } from './act.js';
import { ACT_NAMES, actNamed, MENU } from './acts.js';
import { inputOf, type Field, type FieldKind } from './fields.js';

describe('every row of the table of acts', () => {
  const roles: readonly string[] = ROLES;

  it('is in the menu if staff may do it, each at its own rank', () => {
    const ofStaff = ACT_NAMES.filter((name) => actNamed(name).who.some((doer) => roles.includes(doer)));
    expect(MENU.toSorted()).toEqual(ofStaff.toSorted());
    const ranks = MENU.map((name) => actNamed(name).menu!.rank);
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('is drawn as a warning where it cannot be undone, and shown only after what it answers or ends', () => {
    const grave = MENU.filter((name) => actNamed(name).menu!.grave);
    expect(grave.toSorted()).toEqual(['no-action', 'transfer', 'withdraw']);
    const after = MENU.flatMap((name) => {
      const event = actNamed(name).menu!.after;
      return event ? [`${name} ${event}`] : [];
    });
    expect(after.toSorted()).toEqual([
      ...['end-tracking UNDER_CONTROL', 'lift-legal-hold LEGAL_HOLD', 'lift-restriction RESTRICTED'],
      'receive-supplement SUPPLEMENT_REQUESTED',
    ]);
  });

  it.each(ACT_NAMES)('%s: seals what people write, in one field at most', (name) => {
    const fields = Object.values(actNamed(name).fields);
    const sealed = fields.filter((field) => field.sealed);
    const written = fields.filter(({ kind, requestOnly }) => kind === 'text' && !requestOnly);
    expect(sealed).toEqual(written);
    expect(sealed.length).toBeLessThanOrEqual(1);
  });
});

/** A field of each kind, a value that is accepted and one that is refused. */
const KINDS: Record<FieldKind, [Field, string, string]> = {
  text: [{ kind: 'text', most: 5, sealed: true }, '說明', '說明說明說明'],
  line: [{ kind: 'line', most: 5 }, '臺北市', '臺北\n市'],
  unit: [{ kind: 'unit', own: true }, 'demo.guidance', ' '],
  holder: [{ kind: 'holder' }, 'demo.registry', ' '],
  'working-days': [{ kind: 'working-days' }, '30', '31'],
  'asked-unit': [{ kind: 'asked-unit' }, 'demo.registry', ' '],
  handler: [{ kind: 'handler' }, 'handler', 'x'.repeat(101)],
  approver: [{ kind: 'approver' }, 'head', ''],
  partner: [{ kind: 'partner' }, 'demo.finance-team', '\u200B'],
  case: [{ kind: 'case' }, 'DEMO-1150819-00001-1', ''],
  commitment: [{ kind: 'commitment' }, 'law.petition', ''],
  'done-date': [{ kind: 'done-date' }, '2026-08-18', '18.8.2026'],
  tracker: [{ kind: 'tracker' }, 'control', ' '],
  'task-kind': [{ kind: 'task-kind' }, 'CARE_CALL', ' '],
  task: [{ kind: 'task' }, 'x', ' '],
  'task-doer': [{ kind: 'task-doer' }, 'demo.guidance', ' '],
  'task-outcome': [{ kind: 'task-outcome' }, 'SETTLED', ' '],
  'called-number': [{ kind: 'called-number' }, '02-2345-6789', '家裡'],
  step: [{ kind: 'step' }, 'visit', ' '],
  amount: [{ kind: 'amount' }, '50000', '-1'],
  'document-number': [{ kind: 'document-number' }, '經企字第11500012345號', '12'],
  date: [{ kind: 'date' }, '2026-08-31', '31.8.2026'],
  length: [{ kind: 'length' }, '10wd', '4h'],
  choice: [{ kind: 'choice', of: ['YES', 'NO'] }, 'YES', 'MAYBE'],
};
const kinds = Object.keys(KINDS) as FieldKind[];

describe('the input of a new act is checked by its row alone', () => {
  const inspect = {
    from: ['IN_PROGRESS'],
    to: 'SAME',
    who: ['CASE_HANDLER'],
    event: 'NOTED',
    fields: Object.fromEntries(kinds.map((kind) => [kind, KINDS[kind][0]])),
    menu: { rank: 175 },
  } satisfies Act;
  const input = Object.fromEntries(kinds.map((kind) => [kind, KINDS[kind][1]]));
  const check = (change: object, fields = inspect.fields) => {
    try {
      return parseInput(inputOf(fields), { ...input, ...change });
    } catch (error) {
      return (error as Problem).detail.fields!.map(({ field }) => field);
    }
  };

  it('accepts a field of each kind and drops all others', () => {
    expect(check({ status: 'CLOSED' })).toEqual(input);
  });

  it.each(kinds)('refuses a %s that is malformed or missing', (kind) => {
    expect(check({ [kind]: KINDS[kind][2] })).toEqual([kind]);
    expect(check({ [kind]: undefined })).toEqual([kind]);
  });

  it.each([
    ['date', 'date'],
    ['length', 'length'],
    ['working-days', 'days-1-30'],
    ['done-date', 'date'],
    ['amount', 'amount'],
    ['document-number', 'document-number'],
    ['called-number', 'phone'],
  ] as const)('says what a %s looks like', (kind, code) => {
    const wrong = () => parseInput(inputOf(inspect.fields), { ...input, [kind]: KINDS[kind][2] });
    expect(wrong).toThrow(expect.objectContaining({ detail: { fields: [{ field: kind, code }] } }));
  });

  it.each(kinds)('accepts an optional %s that is left empty', (kind) => {
    const fields = { ...inspect.fields, [kind]: { ...KINDS[kind][0], optional: true as const } };
    for (const empty of ['', ' ', null, undefined])
      expect(check({ [kind]: empty }, fields)).toEqual({ ...input, [kind]: undefined });
  });
});
