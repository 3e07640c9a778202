import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, type Catalogue } from '@app/catalogue';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportError } from './import-error.js';
import { columnsOf, mappingSchema } from './mapping.schema.js';
import { readMapping } from './read-mapping.js';

/** What the catalogue of this test knows. */
const OF: Record<string, string> = { 'demo.unit': 'demo', 'sme.unit': 'sme', lamp: 'demo', loan: 'sme' };
const catalogue = {
  organisation: (id: string) => (id === 'demo' ? { id } : undefined),
  unit: (id: string) => OF[id] && { id, organisation: OF[id] },
  service: (id: string) => OF[id] && { id, organisation: OF[id] },
} as unknown as Catalogue;

const LINES = {
  id: 'old',
  encoding: 'utf-8',
  timeZone: 'Asia/Taipei',
  dateFormats: '[ROC]',
  organisation: 'demo',
  fields: '',
  '  externalId': '{ column: id }',
  '  service': '{ column: kind, values: { lamps: lamp }, default: lamp }',
  '  status': '{ default: CLOSED }',
  '  channel': '{ default: PHONE }',
  '  subject': '{ columns: [title, id] }',
  '  receivedAt': '{ column: at }',
};

describe('a mapping', () => {
  let folder: string;
  let n = 0;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'mapping-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (change: Partial<Record<string, string>> = {}, text?: string) => {
    const path = join(folder, `mapping-${++n}.yaml`);
    const lines = Object.entries({ ...LINES, ...change }).map(([name, value]) => `${name}: ${value}`);
    await writeFile(path, text ?? lines.join('\n'));
    return readMapping(path, catalogue);
  };
  const problems = async (...of: Parameters<typeof read>): Promise<string[]> => {
    try {
      await read(...of);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      const [, ...found] = (error as Error).message.split(/^.*mapping-\d+\.yaml:/m);
      return found.map((one) => one.trim());
    }
  };

  it('is read with its defaults', async () => {
    const mapping = await read();
    expect(mapping).toMatchObject({ id: 'old', delimiter: ',', clockSkewSeconds: 0, locale: 'zh-TW' });
    expect(mapping.fields.subject).toEqual({ columns: ['title', 'id'] });
    expect(mapping.fields.externalId.columns).toEqual(['id']);
    expect(mapping.fields.status).toEqual({ columns: [], default: 'CLOSED' });
    expect(columnsOf(mapping)).toEqual(['id', 'kind', 'title', 'at']);
  });

  it('that is not there is refused, with where mappings lie', () => {
    const missing = () => readMapping('/nowhere/x.yaml', catalogue);
    expect(missing).toThrow(ImportError);
    expect(missing).toThrow('there is no mapping /nowhere/x.yaml; mappings are in config/imports');
  });

  it.each<[Partial<Record<string, string>>, RegExp]>([
    [{ organisation: 'moon' }, /^5 old › organisation: "moon" is not an organisation of config/],
    [{ unit: 'sme.unit' }, /^13 old › unit: "sme\.unit" is not a unit of demo/],
    [{ unit: 'demo.none' }, /^13 old › unit: "demo\.none" is not a unit of demo/],
    [
      { '  service': '{ column: kind, values: { lamps: loan }, default: lamp }' },
      /^8 old › fields\.service\.values\.lamps: "loan" is not a service of demo/,
    ],
    [
      { '  service': '{ column: kind, default: none }' },
      /^8 old › fields\.service\.default: "none" is not a service of demo/,
    ],
    [{ timeZone: 'Asia/Atlantis' }, /^3 .*is not a time zone such as Asia\/Taipei/],
    [{ dateFormats: '[MM/DD]' }, /^4 .*is not a date format such as/],
    [{ '  subject': '{ column: a, columns: [b] }' }, /^11 .*has both column and columns: keep one/],
    [{ '  subject': '{ values: { a: b } }' }, /^11 .*needs a column, columns or a default/],
  ])('with %j is refused by line and field', async (change, said) => {
    const found = await problems(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(said);
  });

  it('of the agency’s own units and services is taken, and without a table of services, too', async () => {
    expect(await problems({ unit: 'demo.unit' })).toEqual([]);
    expect(await problems({ '  service': '{ column: kind }' })).toEqual([]);
  });

  it('that is not YAML is refused by its line', async () => {
    const [first] = await problems({}, 'id: old\nfields: {');
    expect(first).toMatch(/not valid YAML: /);
  });

  it('names each column once', () => {
    const source = (columns: string[]) => ({ columns });
    const fields = { subject: source(['a', 'b']), name: source(['b']), email: undefined };
    expect(columnsOf({ fields } as never)).toEqual(['a', 'b']);
    expect(mappingSchema.safeParse({}).success).toBe(false);
  });
});
