import { stringify } from 'yaml';
import { commitmentSchema, fieldsOf, hasUsualLadder, type CommitmentEntry } from './commitment.schema.js';

/** How the files of config/commitments/ are read. */
export const COMMITMENTS = {
  name: 'commitments',
  schema: commitmentSchema,
  listKey: 'commitments',
  fileKeys: ['organisation', 'document', 'ladders', 'commitments'],
  inherit: (file: Record<string, unknown>, entry: Record<string, unknown>) => ({
    organisation: file['organisation'],
    ...entry,
    source: { document: file['document'], ...(entry['source'] as object | undefined) },
  }),
};

/** An entry as it is written in a file: without what the file says for all of its entries. */
export type Written = Record<string, unknown> & Pick<CommitmentEntry, 'id' | 'kind'>;

/** What the schema fills in where a file says nothing. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ...{ public: 'true', times: '1', onCorrection: '"RESUME"' },
  ...{ startOn: '[]', cancelOn: '[]', pauseOn: '[]', resumeOn: '[]' },
};

/** The fields of an entry that do not follow by themselves. */
export function written(entry: CommitmentEntry): Written {
  const { organisation: _ofTheFile, ...fields } = entry;
  const needed = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && DEFAULTS[name] !== JSON.stringify(value),
  );
  const shown = Object.fromEntries(needed);
  if (entry.kind === 'clock' && hasUsualLadder(entry)) delete shown['ladder'];
  return shown as Written;
}

/** In the order of the files of config/: what it is, what people read, how it is counted. */
const ORDER = ['id', 'kind', 'public', 'services', 'appliesTo', 'unlessPublished', 'title', 'text', 'source'];

/** A file of config/commitments/ with this entry alone, as YAML; fields that its kind does not have are left out. */
export function commitmentFile(
  { organisation, source: { document } }: Pick<CommitmentEntry, 'organisation' | 'source'>,
  entry: Written,
): string {
  const names = [...new Set([...ORDER, ...fieldsOf(entry.kind)])].filter((name) => entry[name] !== undefined);
  const fields = Object.fromEntries(names.map((name) => [name, entry[name]]));
  return stringify(
    { organisation, document, commitments: [fields] },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}
