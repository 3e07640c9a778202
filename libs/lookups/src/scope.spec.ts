import { describe, expect, it } from '@jest/globals';
import { firstOf, joinSql, rawSql } from '@app/platform';
import { actingScopes, clockScopes } from './scope.js';

const written = (parts: Parameters<typeof joinSql>[0]) => joinSql(parts, ' OR ').numbered();
const ALL = { organisationId: 'demo', units: 'ALL' as const };
const TWO = { organisationId: 'demo', units: ['demo.a', 'demo.b'] };
const NONE = { organisationId: 'demo', units: [] };

describe('the scope of clocks, as SQL conditions', () => {
  it('is the organisation for staff who see all of it', () => {
    expect(written(clockScopes(ALL))).toEqual({ text: 'k."organisationId" = $1', values: ['demo'] });
  });

  it('is each own unit, as owner of the case or as the unit that must act', () => {
    expect(written(clockScopes(TWO))).toEqual({
      text: [
        'k."ownerUnitId" = $1 OR k."unitId" = $2 AND k."unitId" <> k."ownerUnitId"',
        'k."ownerUnitId" = $3 OR k."unitId" = $4 AND k."unitId" <> k."ownerUnitId"',
      ].join(' OR '),
      values: ['demo.a', 'demo.a', 'demo.b', 'demo.b'],
    });
    const acting = written(actingScopes(['demo.a']));
    expect(acting.text).toBe(
      'k."ownerUnitId" = $1 AND k."unitId" = $2 OR k."unitId" = $3 AND k."unitId" <> k."ownerUnitId"',
    );
  });

  it('is empty for staff without a unit', () => {
    for (const scopes of [clockScopes(NONE), actingScopes([])])
      expect(written(scopes)).toEqual({ text: 'FALSE', values: [] });
    expect(firstOf(clockScopes(NONE), rawSql('id'), 3).numbered().values).toEqual([]);
  });
});
