import { taipeiDate } from '@app/platform';
import type { Classes, PageView } from '../outcome.js';
import { HTML_LANG } from '../language.js';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

const CLASSES: [keyof Classes, string][] = [
  ['theme', 'Category.Theme'],
  ['cake', 'Category.Cake'],
  ['service', 'Category.Service'],
];

/** Description, Dublin Core and the three MyEGov classifications (web rules of the government); only what is known. */
export function Meta({ view }: { view: PageView }) {
  const { locale } = useSite();
  const { siteName, siteTagline } = siteWords[locale];
  const { about = siteTagline, changed, keptBy, classes = {} } = view;
  const names: [string, string | undefined][] = [
    ['description', about],
    ['DC.Title', view.title],
    ['DC.Description', about],
    ['DC.Creator', keptBy],
    ['DC.Publisher', keptBy ?? siteName],
    ['DC.Date', dateOf(changed)],
    ['DC.Language', HTML_LANG[locale]],
    ['DC.Type', 'Text'],
    ['DC.Format', 'text/html'],
    ...CLASSES.flatMap(([name, tag]) => (classes[name] ?? []).map((code): [string, string] => [tag, code])),
  ];
  return (
    <>
      {names.map(([name, content]) =>
        content ? <meta key={`${name} ${content}`} name={name} content={content} /> : null,
      )}
    </>
  );
}

const dateOf = (changed: PageView['changed']): string | undefined =>
  typeof changed === 'number' ? taipeiDate(changed) : changed;
