import { note, notedOf, type Aim } from './figures.ts';
import { deskInWords, type DeskKind } from './options.ts';

/** Of which figures the largest desk is compared with the smallest, and what is wished for. */
const COMPARED: { bench: string; what: RegExp; aim: Aim }[] = [
  { bench: 'screens', what: /p95$/, aim: { atMost: 1.3 } },
  { bench: 'pages', what: /p95$/, aim: { atMost: 1.3 } },
  { bench: 'intake', what: /clients?$/, aim: { atLeast: 0.9 } },
  { bench: 'look-up', what: /clients?$/, aim: { atLeast: 0.9 } },
];

/** How the figures of the largest usual desk stand to those of the smallest, of one database. */
export function noteGrowth(kinds: DeskKind[]): void {
  const usual = kinds.filter(({ mix }) => mix === 'usual').toSorted((a, b) => a.cases - b.cases);
  const [small, large] = [usual[0], usual.at(-1)];
  if (!small || !large || small === large) return;
  const to = `${deskInWords(large)}, to ${small.cases.toLocaleString('en')}`;
  for (const { bench, what, aim } of COMPARED) {
    const before = notedOf(bench, `${deskInWords(small)}: `);
    const after = notedOf(bench, `${deskInWords(large)}: `);
    for (const [name, value] of after)
      if (what.test(name) && before.has(name))
        note({ bench, what: `${to}: ${name}`, value: value / before.get(name)!, unit: 'times', aim });
  }
}
