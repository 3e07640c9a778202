import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Placed, Problems } from './problems.js';
import { FORM_FORMATS, type ServiceEntry, type ServiceForm } from './service.schema.js';

const FOLDER = 'forms';
const MOST_BYTES = 1024 * 1024;

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** An ODF file is a zip whose first member, stored as it is, names its type. */
const isOdf = (bytes: Buffer, type: string) =>
  bytes.subarray(0, 4).equals(ZIP) &&
  bytes.subarray(30, 140).includes(`mimetypeapplication/vnd.oasis.opendocument.${type}`);

/** By its content: a file that is not what its name says would be a surprise on the citizen's machine. */
const IS_FORMAT: Record<(typeof FORM_FORMATS)[number], (bytes: Buffer) => boolean> = {
  odt: (bytes) => isOdf(bytes, 'text'),
  ods: (bytes) => isOdf(bytes, 'spreadsheet'),
  pdf: (bytes) => bytes.subarray(0, 5).toString('latin1') === '%PDF-',
};

/** All files of config/forms/; the folder may be missing. */
export function readForms(directory: string, problems: Problems): Map<string, Uint8Array> {
  const folder = join(directory, FOLDER);
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const found = paths.filter((path) => !path.endsWith('.md')).toSorted();
  return new Map(found.map((path) => [path, readForm(join(folder, path), path, problems)]));
}

function readForm(file: string, path: string, problems: Problems): Uint8Array {
  const bytes = readFileSync(file);
  const isRight = IS_FORMAT[extname(path).slice(1) as keyof typeof IS_FORMAT] as
    | ((content: Buffer) => boolean)
    | undefined;
  const say = (text: string) => problems.push(`config/${FOLDER}/${path}`, 1, text);
  if (!isRight) say(`must be one of ${FORM_FORMATS.join(', ')}`);
  else if (!isRight(bytes)) say(`is not a ${extname(path).slice(1)} file`);
  if (bytes.length > MOST_BYTES) say(`has ${bytes.length} bytes; at most ${MOST_BYTES} are allowed`);
  return bytes;
}

/** The stored paths of a form of a service. */
const formPaths = ({ organisation }: Pick<ServiceEntry, 'organisation'>, form: ServiceForm): string[] =>
  form.formats.map((format) => `${organisation}/${form.name}.${format}`);

/** Each form that a service names is there, and each file is named by a service. */
export function checkForms(
  services: readonly Placed<ServiceEntry>[],
  forms: ReadonlyMap<string, unknown>,
  problems: Problems,
): void {
  const named = new Set<string>();
  for (const service of services)
    service.entry.papers?.forEach((paper, index) => {
      for (const path of (paper.forms ?? []).flatMap((form) => formPaths(service.entry, form))) {
        named.add(path);
        if (!forms.has(path)) problems.at(service, ['papers', index], `config/${FOLDER}/${path} is missing`);
      }
    });
  for (const path of problems.leftAny ? [] : forms.keys())
    if (!named.has(path)) problems.push(`config/${FOLDER}/${path}`, 1, 'is named by no service');
}
