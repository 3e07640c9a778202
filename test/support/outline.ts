import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const APPROVED = join(import.meta.dirname, '../approved');
const MOST_OPTIONS = 12;
/** Tags that say nothing by themselves; their text and what is in them stays. */
const SILENT = new Set(
  'div span p main svg path use br b strong em small time hr wbr figure circle rect g line'.split(' '),
);
/** A line for each of these. */
const LINE_STARTS =
  / (?=<(?:h\d|title|nav|form|input|label|button|select|textarea|summary|section|li|dt|tr|legend|table|aside)\b|<\/>)/g;
/** Where a line ends. */
const ENDS = new Set(['/ul', '/ol', '/li', '/table', '/form', '/dl']);
/** Looks are held by other tests. */
const LEFT_OUT = new Set(['class', 'style', 'xmlns', 'viewBox', 'focusable', 'd']);
/** Classes that say good, late or grave. */
const MEANING = /^(tag|banner|left|button|due|promise)-/;
/** What differs each time, and what is put in its place. */
const DIFFERS: [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID'],
  [/127\.0\.0\.1:\d+/g, 'HOST'],
  [/([?&]v=)[\w-]+/g, '$1MARK'],
  [/(surveys|confirmations)\/[\w-]{20,}/g, '$1/TOKEN'],
  [/(name="(?:csrf|key)" value=")[^"]*/g, '$1RANDOM'],
  [/(value=")[^"]*(" name="(?:csrf|key)")/g, '$1RANDOM$2'],
  [/((?:暗語|Say first when calling back|code words)[^<：:]*[：:]\s*(?:<[^>]+>\s*)*)[^<]*/gi, '$1WORDS'],
  [/\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/g, 'CODE'],
  [/[\w-]{40,}/g, 'LONG'],
];

/** What a page says and offers, a line each: headings, texts, links, forms with fields and their attributes, in order. */
export function outlineOf(
  html: string,
  differs: readonly [string, string][] = [],
  part: 'body' | 'main' = 'body',
): string {
  const body = new RegExp(`<${part}[^>]*>([\\s\\S]*)</${part}>`).exec(html)?.[1] ?? html;
  const title = /<title>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? '';
  const said = DIFFERS.reduce(
    (text, [what, by]) => text.replaceAll(what, by),
    differs.reduce((text, [what, by]) => text.replaceAll(what, by), `<title>${title}</title>${body}`),
  );
  const parts = said
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<(?:select|datalist)[\s\S]*?<\/(?:select|datalist)>/g, shortened)
    .split(/(<[^>]+>)/);
  return parts
    .map((one) => (one.startsWith('<') ? tagLine(one) : one.replaceAll(/\s+/g, ' ').trim()))
    .filter(Boolean)
    .join(' ')
    .split(LINE_STARTS)
    .map((line) => line.replaceAll('</>', '').trim())
    .filter(Boolean)
    .join('\n');
}

/** Of a long list of choices the first ones, and how many there are. */
function shortened(list: string): string {
  const [head, ...options] = list.split('<option');
  if (options.length <= MOST_OPTIONS) return list;
  return [head!, ...options.slice(0, 3).map((one) => `<option${one}`), `… ${options.length}`].join('');
}

function tagLine(tag: string): string {
  const [, name, rest] = /^<(\/?[\w-]+)([\s\S]*?)\/?>$/.exec(tag) ?? [];
  if (name === undefined || name.startsWith('/')) return ENDS.has(name ?? '') ? '</>' : '';
  const classes = (/class="([^"]*)"/.exec(rest!)?.[1] ?? '').split(' ').filter((one) => MEANING.test(one));
  const attributes = [...rest!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
    .filter(([, key]) => !LEFT_OUT.has(key!))
    .map(([whole]) => whole)
    .concat(classes.map((one) => `.${one}`));
  return attributes.length === 0 && SILENT.has(name) ? '' : `<${[name, ...attributes].join(' ')}>`;
}

const ENTRY =
  /^<(?:li|tr|summary|input|button)\b.*(?:DEMO-|電子郵件|簡訊|Email|E-mail|SMS|\d月\d+日|\d (?:Aug|Sep)|\/desk\/cases\/|ID\b)|^<(?:summary|button|input)\b.*(?:OPEN|OURS|CLOSED)/;
/** To compare: rows of one moment have no order of their own, so the entries of all lists of a page stand last, sorted. */
export const comparable = (outline: string): string =>
  outline
    .split(/^(?====)/m)
    .map((page) => {
      const [entries = [], rest = []] = [true, false].map((are) =>
        page.split('\n').filter((line) => ENTRY.test(line) === are),
      );
      return [...rest, ...entries.toSorted()].join('\n');
    })
    .join('\n');

/** The outline that was read and approved; with `APPROVE=yes` what is given becomes it. */
export function approved(name: string, outline: string): string {
  const path = join(APPROVED, `${name}.txt`);
  if (process.env['APPROVE'] === 'yes') {
    mkdirSync(APPROVED, { recursive: true });
    writeFileSync(path, `${outline}\n`);
  }
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : '';
}
