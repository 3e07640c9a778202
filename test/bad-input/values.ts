/** Text that tries to be more than text, or is too much of it; none may be taken for what it pretends to be. */
export const NASTY: [string, string][] = [
  ['a NUL', 'a\u0000b'],
  ['a bell', 'ring\u0007'],
  ['an escape sequence', '\u001b[31mred'],
  ['a line separator', 'a\u2028b'],
  ['half a surrogate', 'a\ud800b'],
  ['a next-line mark', 'a\u0085b'],
];

/** Texts of which nothing is seen: they count as empty. */
export const UNSEEN: string[] = [
  '\u200B\u200B',
  '\u3164',
  '\u2800',
  '\u{E0041}\u{E0042}',
  '\u0301',
  '\uFE0F \u2060',
  '\u202E',
];

/** Taken as they are and shown as they are: data, never code. */
export const HARMLESS_BUT_ODD: string[] = [
  `'; DROP TABLE case_file; --`,
  `" OR 1=1 --`,
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}} ${7*7} #{7*7}',
  '%00%0d%0aSet-Cookie: a=b',
  '../../etc/passwd',
  '🦄 𠮷野家 ﷽',
];

/** Not what a field of text is. */
export const WRONG_TYPES: [string, unknown][] = [
  ['nothing', null],
  ['a number', 7],
  ['a huge number', 1e308],
  ['true', true],
  ['a list', ['x']],
  ['an object', { x: 'y' }],
  ['an object that poses as text', { toString: 'x', length: 3 }],
];

/** Bodies that are not an object of the right shape, as raw text. */
export const RAW_BODIES: [string, string][] = [
  ['nothing', ''],
  ['half an object', '{"service":'],
  ['a trailing comma', '{"service":"x",}'],
  ['single quotes', "{'service':'x'}"],
  ['NaN', '{"score":NaN}'],
  ['a bare word', 'service'],
  ['a list', '[]'],
  ['a list of objects', '[{"service":"demo.consultation"}]'],
  ['a number', '42'],
  ['a text', '"text"'],
  ['null', 'null'],
  ['true', 'true'],
  ['an empty object', '{}'],
  ['__proto__', '{"__proto__":{"admin":true},"service":"x"}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"admin":true}}}'],
  ['a thousand brackets', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['a deep object', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  [
    'ten thousand keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n]))),
  ],
  ['more than a request may hold', `{"description":"${'x'.repeat(300_000)}"}`],
  ['a huge number', '{"score":1e999}'],
  ['many digits', `{"score":${'9'.repeat(400)}}`],
];

export const WRONG_CONTENT_TYPES = [
  'text/plain',
  'text/html',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-ndjson',
  'nonsense',
];

/** Case numbers nobody has. */
export const MALFORMED_NUMBERS = [
  'x',
  'DEMO',
  'DEMO-1150819-00001',
  'DEMO-1150819-00001-x',
  'DEMO-1159999-00001-1',
  'DEMO-1150819--1-1',
  '0',
  '-1',
  'null',
  'undefined',
  '%00',
  '%2e%2e%2f',
  '..%2f..%2fetc%2fpasswd',
  "'%20OR%201=1--",
  '%F0%9F%A6%84',
  '９'.repeat(30),
  'x'.repeat(199),
  'x'.repeat(5_000),
  '%E0%A4%A',
  '%ff',
];
