import { describe, expect, it } from '@jest/globals';
import type { CaseQuery } from '@app/lookups';
import { keptOf, queueHref } from './list-query.js';

describe('what a list is narrowed by', () => {
  const query: CaseQuery = { q: '路燈', status: 'ACCEPTED', unit: ' ', channel: undefined, cursor: '1_x' };

  it('is repeated by its form and links: the search and each filter that is set, not the place', () => {
    expect(keptOf(query)).toEqual({ q: '路燈', status: 'ACCEPTED' });
    expect(keptOf({ service: 'a', unit: 'b', channel: 'PHONE', handler: 'c' })).toEqual({
      ...{ service: 'a', unit: 'b', channel: 'PHONE', handler: 'c' },
    });
    expect(keptOf({ q: ['路燈'] as never, handler: '' })).toEqual({});
  });

  it('goes along to another queue', () => {
    expect(queueHref('mine', query)).toBe('/desk/cases?queue=mine&q=%E8%B7%AF%E7%87%88&status=ACCEPTED');
    expect(queueHref('all', {})).toBe('/desk/cases?queue=all');
  });
});
