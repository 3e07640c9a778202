import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Localised } from './localised.js';
import type { Placed, Problems } from './problems.js';
import type { ServiceEntry } from './service.schema.js';

/** 主題, 施政 and 服務 of 分類檢索. */
export const SCHEMES = ['theme', 'cake', 'service'] as const;
type Scheme = (typeof SCHEMES)[number];

/** One code of the MyEGov table. */
export interface ServiceClass {
  /** `theme.170` */
  id: string;
  scheme: Scheme;
  code: string;
  name: Localised;
}

const FILE = 'classes.csv';
const HEADER = 'scheme,code,zh-TW,en';
/** A field, in quotes where it has a comma; quotes inside are doubled. */
const FIELD = /(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/y;
const FORMS: Record<Scheme, RegExp> = {
  theme: /^[0-9]{3}$/,
  cake: /^[0-9A-Z][0-9]{2}$/,
  service: /^[A-Z][0-9]{2}$/,
};
const isScheme = (name: string): name is Scheme => SCHEMES.includes(name as Scheme);

/** The table of config/classes.csv; undefined where the agency has none. Each mistake is reported with its line. */
export function readClasses(directory: string, problems: Problems): ServiceClass[] | undefined {
  const path = join(directory, FILE);
  if (!existsSync(path)) return undefined;
  const shown = join(basename(directory), FILE);
  const [header, ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  if (header !== HEADER) problems.push(shown, 1, `the first line must be: ${HEADER}`);
  const found = new Map<string, ServiceClass>();
  lines.forEach((line, at) => {
    if (line.trim() === '') return;
    const read = classOf(fieldsOf(line));
    if (typeof read === 'string') problems.push(shown, at + 2, read);
    else if (found.has(read.id))
      problems.push(shown, at + 2, `${read.scheme} ${read.code} is listed already`);
    else found.set(read.id, read);
  });
  return [...found.values()];
}

/** The class, or what is wrong with the line. */
function classOf([scheme = '', code = '', zhTW = '', en = '', ...more]: string[]): ServiceClass | string {
  if (more.length > 0) return `must have four fields: ${HEADER}`;
  if (!isScheme(scheme)) return `"${scheme}" is no scheme; it must be ${SCHEMES.join(', ')}`;
  if (!FORMS[scheme].test(code)) return `"${code}" is no code of ${scheme}`;
  if (!zhTW || !en) return 'needs its name in zh-TW and en';
  return { id: `${scheme}.${code}`, scheme, code, name: { 'zh-TW': zhTW, en } };
}

function fieldsOf(line: string): string[] {
  const fields = [...line.matchAll(new RegExp(FIELD, 'gy'))];
  return fields.map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
}

/** With a table, a service names codes of it only. */
export function checkClasses(
  services: readonly Placed<ServiceEntry>[],
  table: readonly ServiceClass[] | undefined,
  problems: Problems,
): void {
  if (!table) return;
  const known = new Set(table.map(({ id }) => id));
  for (const service of services)
    for (const scheme of SCHEMES)
      (service.entry.classes?.[scheme] ?? []).forEach((code, at) => {
        if (known.has(`${scheme}.${code}`)) return;
        problems.at(service, ['classes', scheme, at], `${code} does not stand in ${FILE}`);
      });
}
