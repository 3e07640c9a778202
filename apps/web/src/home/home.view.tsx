import type { OrganisationEntry } from '@app/catalogue';
import { useSite } from '../site/index.js';
import { homeWords } from './words.js';
import { siteWords } from '../site/words.js';

const WAYS = [
  ['report', '/cases/new'],
  ['progress', '/progress'],
  ['commitments', '/commitments'],
  ['services', '/services'],
] as const;

/** The home page: what one can do here, and the telephone numbers. */
export function HomeView({ organisations }: { organisations: readonly OrganisationEntry[] }) {
  const { locale } = useSite();
  const home = homeWords[locale];
  return (
    <>
      <div class="hero">
        <h1>{siteWords[locale].siteTagline}</h1>
        <p class="lead">{home.lead}</p>
      </div>
      <ul class="ways">
        {WAYS.map(([name, href], index) => (
          <li key={name} class={index === 0 ? 'way way-first' : 'way'}>
            <h2>
              <a href={href}>{home[name].title}</a>
            </h2>
            <p>{home[name].text}</p>
          </li>
        ))}
      </ul>
      <h2>{home.stepsTitle}</h2>
      <ol class="steps">
        {home.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h2>{home.hotlines}</h2>
      <p>{home.hotlinesText}</p>
      <Hotlines organisations={organisations} />
    </>
  );
}

function Hotlines({ organisations }: { organisations: readonly OrganisationEntry[] }) {
  const { locale } = useSite();
  const lines = organisations.flatMap(({ name, hotlines }) =>
    hotlines.map((line) => ({ ...line, agency: name[locale] })),
  );
  return (
    <ul class="hotlines">
      {lines.map(({ number, name, agency }) => (
        <li key={number}>
          <a class="tel" href={`tel:${number.replaceAll('-', '')}`}>
            {number}
          </a>
          <p>
            {name[locale]} · {agency}
          </p>
        </li>
      ))}
    </ul>
  );
}
