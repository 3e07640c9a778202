import { readFileSync } from 'node:fs';

/**
 * Who may do what, read from `docs/permissions.md`, which is written by hand: the code is compared with it, never the
 * other way round.
 */
export interface StatedAct {
  from: string[];
  to: string;
  /** Statuses in which the act is allowed but does not change the status. */
  stays: string[];
  who: string[];
  event: string;
}

type Table = Record<string, Record<string, string>>;

const page = readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8');
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const listed = (cell: string): string[] => cell.split(',').map((one) => one.trim());

/** The table under a heading, by its first column. Throws if it is missing or has a row twice. */
function table(heading: string): Table {
  const part = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  const [head, , ...rows] = (part ?? '').split('\n').filter((line) => line.startsWith('|'));
  if (!head || rows.length === 0) throw new Error(`docs/permissions.md has no table under ${heading}`);
  const columns = cellsOf(head).slice(1);
  const named = rows.map((row) => {
    const [name, ...cells] = cellsOf(row);
    return [name!, Object.fromEntries(columns.map((column, at) => [column, cells[at]!]))] as const;
  });
  if (new Set(named.map(([name]) => name)).size !== named.length)
    throw new Error(`a row of ${heading} is duplicated`);
  return Object.fromEntries(named);
}

/** The columns of a matrix that are marked. */
const yesIn = (row: Record<string, string>): string[] =>
  Object.entries(row).flatMap(([column, cell]) => (cell === 'yes' ? [column] : []));

const statuses = table('Statuses');
export const STATED_STATUSES = Object.keys(statuses);
export const STATED_OPEN = STATED_STATUSES.filter((status) => statuses[status]!['open'] === 'yes');

/** `any`, `any open but X`, `any but X`, or a list. */
function statusesOf(cell: string): string[] {
  const any = /^any( open)?(?: but (\w+))?$/.exec(cell);
  if (!any) return listed(cell);
  const [, open, except] = any;
  return (open ? STATED_OPEN : STATED_STATUSES).filter((status) => status !== except);
}

const ways = table('Acts: from which status to which');
const doers = table('Acts: who');
const actOf = (name: string): StatedAct => {
  const { from, to, event } = ways[name] as { from: string; to: string; event: string };
  const [, lead, stays] = /^(\w+)(?: \(([\w, ]+) stays?\))?$/.exec(to)!;
  return {
    from: statusesOf(from),
    to: lead!,
    stays: stays ? listed(stays) : [],
    who: yesIn(doers[name] ?? {}),
    event,
  };
};

export const STATED_ACTS: Record<string, StatedAct> = Object.fromEntries(
  [...new Set([...Object.keys(ways), ...Object.keys(doers)])].map((name) => [name, actOf(name)]),
);
export const STATED_DOERS = Object.keys(Object.values(doers)[0]!);

export const STATED_REFERRAL_ACTS = Object.fromEntries(
  Object.entries(table('Acts of a referral')).map(([name, { from, to, side, event }]) => [
    name,
    { from: listed(from!), to: to!, side: side!, event: event! },
  ]),
);

const capabilities = table('Beyond the acts');
export const STATED_CAPABILITIES: Record<string, string[]> = Object.fromEntries(
  Object.entries(capabilities).map(([name, row]) => [name, yesIn(row)]),
);
