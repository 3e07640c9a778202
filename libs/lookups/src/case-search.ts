import {
  documentNumber,
  documentSerial,
  looksWithin,
  parseCaseNumber,
  readableWithin,
  Seals,
  spokenDay,
  spokenNumber,
  type Scope,
} from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { unindexed } from './unindexed.js';
import { days, inList, joinSql, rawSql, sql, taipeiMidnight, type Sql } from '@app/platform';
import { Injectable } from '@nestjs/common';

/**
 * How many of the newest cases a search for words looks through, of each unit its open and its closed ones apart: at most
 * `SUBJECTS_OF_EACH` of each, and `SUBJECTS_OF_ALL` together.
 */
const SUBJECTS_OF_EACH = 5_000;
const SUBJECTS_OF_ALL = 20_000;
const FOUND = rawSql('SELECT f.id, f."receivedAt" FROM');
/** Filters ask for other columns as well; a database reads those that are asked for. */
const WHOLE = rawSql('SELECT f.* FROM');

/** Queries for `id` and `receivedAt` of what a search may mean; each is bounded (decisions 0011, 0023). */
@Injectable()
export class CaseSearch {
  constructor(
    private readonly seals: Seals,
    private readonly catalogue: Catalogue,
  ) {}

  /** By a number, by phone or e-mail through the blind index; else by words of the subject. */
  looks(q: string, scope: Scope): Sql[] {
    const within = readableWithin(scope, 'f');
    const numbers = this.numbersIn(q, scope);
    if (numbers.length > 0)
      return [
        sql`${FOUND} case_file f WHERE ${inList('f."caseNumber"', numbers)} AND ${within}`,
        byExternalId(q, scope),
        ...byDocument(q, scope),
      ];
    const words = isAddress(q) ? [] : wordsIn(q);
    return [
      byPerson('emailIndex', this.seals.blindIndex('email', q), within),
      byPerson('phoneIndex', this.seals.blindIndex('phone', phoneOf(q)), within),
      byExternalId(q, scope),
      ...byDocument(q, scope),
      ...receivedOn(spokenDay(q), scope),
      ...(words.length > 0 ? inSubjects(words, scope) : []),
    ];
  }

  private numbersIn(q: string, { organisationId }: Scope): string[] {
    const whole = parseCaseNumber(q);
    if (whole !== undefined) return [whole];
    const prefix = this.catalogue.organisation(organisationId)?.prefix;
    return prefix === undefined ? [] : spokenNumber(q, prefix).numbers;
  }
}

// CROSS JOIN makes SQLite join in this order: first the person, then her cases
const byPerson = (column: 'emailIndex' | 'phoneIndex', hash: string | null, within: Sql): Sql =>
  sql`${FOUND} petitioner p CROSS JOIN case_file f
    WHERE f.id = p."caseId" AND p.${rawSql(`"${column}"`)} = ${hash} AND ${within}`;

/** The number that an imported case had in the system that it came from. */
function byExternalId(q: string, scope: Scope): Sql {
  const plain = q.normalize('NFKC').trim();
  return sql`${FOUND} case_file f WHERE ${inList('f."externalId"', [...new Set([plain, plain.toUpperCase()])])}
    AND ${unindexed(scope)}`;
}

/** The number of the document that went out (發文字號), whole or its digits alone. */
function byDocument(q: string, scope: Scope): Sql[] {
  const [number, serial] = [documentNumber(q)?.number, documentSerial(q)];
  const is = number ? sql`d."documentNumber" = ${number}` : serial && sql`d."documentSerial" = ${serial}`;
  if (!is) return [];
  return [
    sql`${FOUND} case_decision d CROSS JOIN case_file f
      WHERE f.id = d."caseId" AND ${is} AND ${unindexed(scope)}`,
  ];
}

/** What was received on a day, which is how its numbers begin. */
function receivedOn(day: string | undefined, scope: Scope): Sql[] {
  const from = day === undefined ? NaN : taipeiMidnight(day);
  if (Number.isNaN(from)) return [];
  return received(scope, FOUND).map(
    (look) => sql`${look} AND f."receivedAt" >= ${from} AND f."receivedAt" < ${from + days(1)}`,
  );
}

/** All cases of a scope, each look in the order of an index by `receivedAt`. */
const received = (scope: Scope, columns: Sql): Sql[] =>
  looksWithin(scope, 'f').flatMap((within) =>
    ['TRUE', 'FALSE'].map(
      (open) =>
        sql`${columns} case_file f WHERE ${within} AND f.open = ${rawSql(open)} AND f."confirmBy" IS NULL`,
    ),
  );

/**
 * Searches the subjects of the newest cases only: a search without a hit must not read all cases. Searching all of them
 * would need a full-text index.
 */
function inSubjects(words: readonly string[], scope: Scope): Sql[] {
  const looks = received(scope, WHOLE);
  const most = Math.min(SUBJECTS_OF_EACH, Math.ceil(SUBJECTS_OF_ALL / looks.length));
  const hasAll = joinSql(words.map(subjectHas), ' AND ');
  return looks.map(
    (
      look,
    ) => sql`${FOUND} (${look} ORDER BY f."receivedAt" DESC, f.id DESC LIMIT ${rawSql(String(most))}) AS f
      WHERE ${hasAll}`,
  );
}

const MOST_WORDS = 8;

/** In any order. 台 and 臺, upper and lower case, full and half width are alike. */
const wordsIn = (q: string): string[] =>
  q.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

function subjectHas(word: string): Sql {
  const plain = word.toLowerCase().replaceAll('臺', '台');
  const wide = wideOf(plain);
  // SQLite has no other case of a full-width letter
  const forms = [...new Set([plain, wide, wideOf(plain.toUpperCase())])];
  const likes = forms.map(
    (form) => sql`REPLACE(LOWER(f.subject), '臺', '台') LIKE ${`%${escaped(form)}%`} ESCAPE '\\'`,
  );
  return sql`(${joinSql(likes, ' OR ')})`;
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, (sign) => `\\${sign}`);
const wideOf = (word: string): string =>
  word.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));

/** Looks like an e-mail address or a telephone number, which is not searched in subjects. */
const isAddress = (q: string): boolean =>
  /^[^\s@]+@[^\s@]+$|^[+(\d][\d\s()+-]{5,}$/.test(q.normalize('NFKC'));

/** Converts a number as typed to E.164, which the index holds, without its extension. */
function phoneOf(q: string): string {
  const [line = ''] = q.normalize('NFKC').split(/分機|轉|內線|ext|x|#|;/i);
  const digits = line.replace(/\D/g, '');
  return digits.startsWith('0') ? `+886${digits.slice(1)}` : `+${digits}`;
}
