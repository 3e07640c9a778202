import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import type { Part } from './words.zh-TW.js';
import { statementsWords } from './words.js';

/** Must change with the words of the statements. */
const CHANGED = '2026-11-29';

/** The statements that every page links to: accessibility, privacy and security, open data. */
@Pages()
export class StatementsPage {
  @Show('accessibility')
  accessibility(@TheSite() { locale }: Site): PageView {
    return statement(statementsWords[locale].accessibility);
  }

  @Show('security-policy')
  security(@TheSite() { locale }: Site): PageView {
    return statement(statementsWords[locale].security);
  }

  @Show('open-data')
  openData(@TheSite() { locale }: Site): PageView {
    return statement(statementsWords[locale].openData);
  }
}

const statement = ({ title, parts }: { title: string; parts: readonly Part[] }): PageView => ({
  title,
  about: title,
  changed: CHANGED,
  crumbs: [],
  body: (
    <div class="column">
      <h1>{title}</h1>
      {parts.map((part) => (
        <section key={part.title}>
          <h2>{part.title}</h2>
          {part.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
    </div>
  ),
});
