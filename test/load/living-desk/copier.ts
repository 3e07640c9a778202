import type { Keyring } from '@app/platform';
import type { Seals } from '@app/cases';
import type { Part, Pattern, Personal, Value } from './pattern.ts';
import { rooms, type Rooms } from './rooms.ts';

/** Takes a row of a copy, its values in the order of the table's columns. */
export type Sink = (table: string, values: Value[]) => void;

/** One person in `oneIn` writes through a village office's shared mailbox, which serves at most this many cases. */
const SHARED = { oneIn: 50, cases: 200 };
const MATTERS = [
  '路燈不亮',
  '申請條件與應備文件',
  '補助何時公告',
  '道路坑洞',
  '噪音',
  '貸款利率',
  '證明文件',
  '排水不良',
];
const HASHED = ['caseId', 'seq', 'type', 'at', 'actorKind', 'actorId', 'actorUnitId', 'facts', 'sealed'];

/** What a copy has of its own, while its rows are made. */
interface Identity {
  names: string[];
  n: number;
  key: Buffer;
  email: string;
  phone: string;
  hashes: Map<string, string>;
  previous: string;
  head: string;
}

/** Makes further cases of patterns: other people, numbers, identifiers and keys, the same life, whole to the last hash. */
export class Copier {
  private made = 0;
  private ids = 0;
  private readonly serials = new Map<string, number>();
  private readonly order: number[];
  private readonly seals: Seals;
  private readonly keyring: Keyring;
  private readonly r: Rooms;
  private readonly sink: Sink;

  private constructor(columns: string[], seals: Seals, keyring: Keyring, r: Rooms, sink: Sink) {
    [this.seals, this.keyring, this.r, this.sink] = [seals, keyring, r, sink];
    this.order = HASHED.map((name) => columns.indexOf(name));
  }

  /** `columns`: of the history, as its rows are made. */
  static async into(sink: Sink, columns: string[], seals: Seals, keyring: Keyring): Promise<Copier> {
    return new Copier(columns, seals, keyring, await rooms(), sink);
  }

  get cases(): number {
    return this.made;
  }

  /** The last serial given per organisation and day, as `case_serial` holds it. */
  *lastSerials(): Generator<[prefix: string, day: string, n: number]> {
    for (const [key, n] of this.serials) {
      const [prefix, day] = key.split(' ') as [string, string];
      yield [prefix, day, n];
    }
  }

  copy({ cases, names }: Pattern): void {
    const own = names.map((name) => (name[8] === '-' ? this.nextId(name) : name));
    for (const { number, prefix, receivedAt } of cases) own[number] = this.nextNumber(prefix, receivedAt);
    for (const { id, rows } of cases) {
      const identity = this.identity(own, own[id]!);
      for (const { table, parts } of rows) {
        const values = parts.map((part) => this.value(part, identity));
        if (table === 'history_event') this.chain(parts, values, identity);
        this.sink(table, values);
      }
    }
  }

  private identity(names: string[], caseId: string): Identity {
    const n = ++this.made;
    const shared = n % SHARED.oneIn === 0;
    const email = shared
      ? `village${Math.floor(n / (SHARED.oneIn * SHARED.cases))}@example.tw`
      : `citizen${n}@example.tw`;
    const { key, row } = this.seals.make(caseId);
    return {
      ...{ names, n, key, email, phone: `+8869${String(10_000_000 + n)}` },
      hashes: new Map([['key', row.wrapped]]),
      ...{ previous: '', head: '' },
    };
  }

  private value(part: Part, identity: Identity): Value {
    switch (part.as) {
      case 'is':
        return part.value;
      case 'named':
        return text(part.pieces, identity.names);
      case 'sealed':
        return this.r.seal(
          identity.key,
          String(this.value(part.place, identity)),
          plain(part.plain, identity),
        );
      case 'index':
        return this.index(part.of, identity);
      case 'token': {
        const id = String(this.value(part.row, identity));
        const token = this.r.derivedToken(this.keyring, part.purpose, id);
        return this.r.derivedTokenHash(this.keyring, part.purpose, token);
      }
      case 'made':
        return this.own(part.what, identity);
    }
  }

  private own(what: Extract<Part, { as: 'made' }>['what'], { n, hashes, previous, head }: Identity): Value {
    switch (what) {
      case 'key':
        return hashes.get('key')!;
      case 'subject':
        return `${MATTERS[n % MATTERS.length]} ${n}`;
      case 'external-id':
        return `copy-${n}`;
      case 'previous-hash':
        return previous;
      case 'hash':
        return '';
      case 'head':
        return head;
    }
  }

  /** The same address has the same hash in all rows of a case. */
  private index({ own }: Personal, identity: Identity): string {
    const known = identity.hashes.get(own) ?? this.seals.blindIndex(own, identity[own])!;
    identity.hashes.set(own, known);
    return known;
  }

  private chain(parts: Part[], values: Value[], identity: Identity): void {
    const [caseId, seq, type, at, actorKind, actorId, actorUnitId, facts, sealed] = this.order.map(
      (index) => values[index],
    );
    const link = { caseId, seq, type, at, actorKind, actorId, actorUnitId, facts, sealed };
    const hash = this.r.hashOf({ ...link, previousHash: identity.previous } as never);
    values[parts.findIndex((part) => part.as === 'made' && part.what === 'hash')] = hash;
    identity.previous = identity.head = hash;
  }

  /** The time in it stays, so that a copy sorts where its pattern does. */
  private nextId(id: string): string {
    return id.slice(0, 24) + (++this.ids).toString(16).padStart(12, '0');
  }

  private nextNumber(prefix: string, receivedAt: number): string {
    const key = `${prefix} ${this.r.rocDigits(receivedAt)}`;
    const serial = (this.serials.get(key) ?? 0) + 1;
    this.serials.set(key, serial);
    return this.r.formatCaseNumber(prefix, receivedAt, serial);
  }
}

const plain = (value: string | Personal, identity: Identity): string =>
  typeof value === 'string' ? value : identity[value.own];

function text(pieces: (string | number)[], names: string[]): string {
  let made = '';
  for (let at = 0; at < pieces.length; at++) made += at % 2 === 1 ? names[pieces[at] as number] : pieces[at];
  return made;
}
