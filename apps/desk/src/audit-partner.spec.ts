import { processesFor, shareOf } from './audit-partner.js';

test('a valid --share is parsed, any other is refused', () => {
  expect([shareOf('0/1'), shareOf('1/2')]).toEqual([
    { nth: 0, of: 1 },
    { nth: 1, of: 2 },
  ]);
  for (const wrong of ['', '2/2', '1', 'x/y', '-1/2', '1/2/3', '0/0'])
    expect(() => shareOf(wrong)).toThrow(/--share/);
});

test('a small desk is audited by one process', () => expect(processesFor(49_999)).toBe(1));
