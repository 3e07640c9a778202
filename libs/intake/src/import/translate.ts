import { isOpen, type ImportedCase, type ImportStatus, type PetitionerDetails } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { z } from 'zod';
import { SUBJECT_MAX } from '../report-input.js';
import { telephoneOf } from '../telephone.js';
import { dateReader, type DateReader } from './date-format.js';
import type { FieldName, Mapping } from './mapping.schema.js';
import { fieldReaders, Rejection, type FieldReader } from './read-field.js';

export type Translator = (cells: readonly string[]) => ImportedCase;

const LIMITS: Partial<Record<FieldName, number>> = { externalId: 100, description: 20_000, district: 100 };
const plainAddress = z.email();
/** Case numbers carry a ROC year, which begins in 1912. */
const FIRST_INSTANT = Date.parse('1912-01-01T00:00:00+08:00');

/** Turns rows of a file into cases. The translator throws `Rejection` for a row that cannot become one. */
export function translator(
  mapping: Mapping,
  header: readonly string[],
  catalogue: Catalogue,
  now: number,
): Translator {
  const fields = fieldReaders(mapping, header);
  const dates = dateReader(mapping.dateFormats, mapping.timeZone);
  return (cells) => {
    if (cells.length !== header.length)
      throw new Rejection(`the row has ${cells.length} cells, the header ${header.length}`);
    const row = new Row(fields, dates, cells);
    const externalId = row.text('externalId');
    const service = catalogue.service(row.text('service'));
    if (service?.organisation !== mapping.organisation)
      throw new Rejection(`service: "${row.text('service')}" is not a service of ${mapping.organisation}`);
    const times = checkedTimes(row, now, mapping.clockSkewSeconds * 1_000);
    return {
      externalId,
      service,
      unitId: mapping.unit ?? service.unit,
      locale: mapping.locale,
      channel: row.text('channel'),
      subject: shortened(row.text('subject')),
      ...times,
      description: row.perhaps('description'),
      district: row.perhaps('district'),
      givenTargetAt: row.date('givenTargetAt'),
      givenOutcome: row.perhaps('givenOutcome'),
      petitioner: petitionerOf(row),
    };
  };
}

/** One row, read field by field. */
class Row {
  constructor(
    private readonly fields: Record<FieldName, FieldReader>,
    private readonly dates: DateReader,
    private readonly cells: readonly string[],
  ) {}

  perhaps(name: FieldName): string | null {
    const value = this.fields[name](this.cells);
    const limit = LIMITS[name];
    if (value !== null && limit !== undefined && value.length > limit)
      throw new Rejection(`${name}: ${value.length} characters, at most ${limit}`);
    return value;
  }

  text(name: FieldName): string {
    const value = this.perhaps(name);
    if (value === null) throw new Rejection(`${name}: empty`);
    return value;
  }

  date(name: FieldName): number | null {
    const text = this.perhaps(name);
    if (text === null) return null;
    const instant = this.dates(text);
    if (instant === undefined)
      throw new Rejection(`${name}: "${text}" is not a date in a form of the mapping`);
    return instant;
  }
}

type Times = Pick<ImportedCase, 'status' | 'receivedAt' | 'closedAt'>;

function checkedTimes(row: Row, now: number, skew: number): Times {
  const status = row.text('status') as ImportStatus;
  row.text('receivedAt');
  const receivedAt = row.date('receivedAt')!;
  const closed = row.date('closedAt');
  const atOnce = closed !== null && closed < receivedAt && closed >= receivedAt - skew;
  const closedAt = atOnce ? receivedAt : closed;
  const wrong = CONTRADICTIONS.find(({ when }) => when({ status, receivedAt, closedAt }, now));
  if (wrong) throw new Rejection(wrong.words);
  return { status, receivedAt, closedAt };
}

const CONTRADICTIONS: readonly { words: string; when: (times: Times, now: number) => boolean }[] = [
  { words: 'receivedAt: lies in the future', when: ({ receivedAt }, now) => receivedAt > now },
  {
    words: 'receivedAt: before the first year of the Republic',
    when: ({ receivedAt }) => receivedAt < FIRST_INSTANT,
  },
  {
    words: 'closedAt: empty, but the status says that the case has ended',
    when: ({ status, closedAt }) => !isOpen(status) && closedAt === null,
  },
  {
    words: 'closedAt: given, but the status says that the case is open',
    when: ({ status, closedAt }) => isOpen(status) && closedAt !== null,
  },
  {
    words: 'closedAt: before receivedAt',
    when: ({ receivedAt, closedAt }) => closedAt !== null && closedAt < receivedAt,
  },
  { words: 'closedAt: lies in the future', when: ({ closedAt }, now) => closedAt !== null && closedAt > now },
];

function shortened(subject: string): string {
  const line = subject.replace(/\s+/g, ' ');
  const signs = [...line];
  return signs.length <= SUBJECT_MAX ? line : `${signs.slice(0, SUBJECT_MAX - 1).join('')}…`;
}

const NAMELESS = '—';

/** Null when the row has no personal data: such a case needs no key. */
function petitionerOf(row: Row): PetitionerDetails | null {
  const [name, email, typed] = [row.perhaps('name'), row.perhaps('email'), row.perhaps('phone')];
  if (name === null && email === null && typed === null) return null;
  if (email !== null && !plainAddress.safeParse(email).success)
    throw new Rejection('email: not a mail address');
  const phone = typed === null ? null : telephoneOf(typed);
  if (phone === undefined) throw new Rejection('phone: not a telephone number');
  return { name: name ?? NAMELESS, email, phone };
}
