import { describe, expect, it } from '@jest/globals';
import type { UnitEntry } from '@app/catalogue';
import { assigned, assigneeOptions } from './assignee.js';

const units = ['demo.guidance', 'demo.registry'].map((id) => ({
  id,
  name: { 'zh-TW': id, en: id },
})) as UnitEntry[];
const person = (id: string, unitId: string) => ({ id, name: id, unitId, away: false, open: 1 });

describe('the field that asks for a unit and a person of it', () => {
  it('has each unit, followed by its own people', () => {
    const people = [person('b', 'demo.registry'), person('a', 'demo.guidance'), person('x', 'demo.other')];
    const options = assigneeOptions(units, people, 'en');
    expect(options.map(({ value, group }) => [value, group])).toEqual([
      ['demo.guidance', 'demo.guidance'],
      ['demo.guidance a', 'demo.guidance'],
      ['demo.registry', 'demo.registry'],
      ['demo.registry b', 'demo.registry'],
    ]);
  });

  it('is taken apart into what the act asks for', () => {
    expect(assigned({ assignee: 'demo.registry b', reason: '一' })).toEqual({
      ...{ unit: 'demo.registry', handler: 'b', reason: '一' },
    });
    expect(assigned({ assignee: 'demo.registry' })).toEqual({ unit: 'demo.registry' });
    expect(assigned({ unit: 'demo.registry' })).toEqual({ unit: 'demo.registry' });
    expect(assigned({ assignee: ['a'] })).toEqual({});
  });
});
