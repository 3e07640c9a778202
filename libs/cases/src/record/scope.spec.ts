import { describe, expect, it } from '@jest/globals';
import { isWithin, looksWithin, withinScope, type Scope } from './scope.js';

const of = (units: Scope['units']): Scope => ({ organisationId: 'demo', units });
const numbered = (scope: Scope) => withinScope(scope, 'f').numbered();
const looks = (scope: Scope) => looksWithin(scope, 'f').map((look) => look.numbered());

describe('who sees what', () => {
  it.each<[string, Scope, string, string, boolean]>([
    ['all of the organisation', of('ALL'), 'demo', 'demo.b', true],
    ['nothing of another', of('ALL'), 'sme', 'sme.a', false],
    ['the own units', of(['demo.a', 'demo.b']), 'demo', 'demo.b', true],
    ['no other unit', of(['demo.a']), 'demo', 'demo.b', false],
    ['no unit of another organisation', of(['demo.a']), 'sme', 'demo.a', false],
  ])('%s', (_, scope, organisationId, unitId, seen) =>
    expect(isWithin(scope, { organisationId, unitId })).toBe(seen),
  );

  it('is one condition for a query', () => {
    expect(numbered(of('ALL'))).toEqual({ text: 'f."organisationId" = $1', values: ['demo'] });
    expect(numbered(of(['demo.a', 'demo.b']))).toEqual({
      text: 'f."organisationId" = $1 AND f."unitId" IN ($2, $3)',
      values: ['demo', 'demo.a', 'demo.b'],
    });
    expect(numbered(of([])).text).toBe('f."organisationId" = $1 AND FALSE');
  });

  it('is one index lookup for each unit, and one for what is opened to them', () => {
    const opened = (units: string) =>
      `f.id IN (SELECT h."caseId" FROM co_handling h WHERE h.opens AND ${units})`;
    expect(looks(of('ALL'))).toEqual([
      { text: 'f."organisationId" = $1', values: ['demo'] },
      { text: opened('h."unitOrganisationId" = $1'), values: ['demo'] },
    ]);
    expect(looks(of(['demo.a', 'demo.b']))).toEqual([
      { text: 'f."unitId" = $1', values: ['demo.a'] },
      { text: 'f."unitId" = $1', values: ['demo.b'] },
      { text: opened('h."unitId" IN ($1, $2)'), values: ['demo.a', 'demo.b'] },
    ]);
    expect(looks(of([]))).toEqual([{ text: 'FALSE', values: [] }]);
  });
});
