import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

export interface GoGroup {
  title: string;
  entries: { label: string; href: string }[];
}

interface GoProps {
  groups: readonly GoGroup[];
  q: string;
  /** The case that the person comes from. */
  caseNumber: string | undefined;
  /** May look for cases. */
  finds: boolean;
}

/** A search field and all places as links; `go.js` reads them from here. */
export function Go({ groups, q, caseNumber, finds }: GoProps) {
  const { go } = listsWords[useSite().locale];
  return (
    <>
      <h1>{go.title}</h1>
      <form method="get" action="/desk/go" class="search" role="search">
        <label class="label" for="go">
          {go.label}
        </label>
        <p class="hint" id="go-hint">
          {go.hint}
        </p>
        {caseNumber ? <input type="hidden" name="case" value={caseNumber} /> : null}
        <div class="search-row">
          <input
            class="input"
            id="go"
            name="q"
            type="search"
            value={q}
            maxLength={100}
            autocomplete="off"
            aria-describedby="go-hint"
          />
          <button class="button button-primary" type="submit">
            {go.submit}
          </button>
        </div>
      </form>
      {q !== '' && groups.length === 0 ? <p role="status">{go.none}</p> : null}
      {q !== '' && finds ? (
        <p>
          <a href={`/desk/cases?${new URLSearchParams({ q })}`}>{go.find(q)}</a>
        </p>
      ) : null}
      {groups.map(({ title, entries }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul class="go-list">
            {entries.map(({ label, href }) => (
              <li key={href}>
                <a href={href} data-go-to>
                  <bdi>{label}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
