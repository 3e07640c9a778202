import type { OrganisationEntry } from '@app/catalogue';
import { dateTimeWords } from '@app/platform';
import { Banner, Button, Form, Inset, useSite } from '../site/index.js';
import { BeforeYouStart } from './before.view.js';
import { QUESTIONS } from './questions/index.js';
import type { Kept } from './report-drafts.js';
import { addressOf, RECEIPT, START } from './steps.js';
import { reportWords } from './words.js';
import { siteWords } from '../site/words.js';

interface StartProps {
  kept: Kept;
  /** Where to go on: the first open question, or the check. */
  goOn: string;
  sent: boolean;
  organisations: readonly OrganisationEntry[];
}

export function StartView({ kept, goOn, sent, organisations }: StartProps) {
  const { locale } = useSite();
  const said = reportWords[locale];
  return (
    <div class="column">
      <h1>{said.title}</h1>
      {kept.state === 'kept' ? <GoOn kept={kept} goOn={goOn} /> : null}
      {kept.state === 'expired' || kept.state === 'unreadable' ? (
        <Banner kind="warning">{said.lost[kept.state]}</Banner>
      ) : null}
      {sent ? <SentBefore /> : null}
      {kept.state === 'kept' ? null : (
        <div class="buttons">
          <Button href={addressOf(QUESTIONS[0]!)}>{siteWords[locale].actions.start}</Button>
        </div>
      )}
      <BeforeYouStart organisations={organisations} />
    </div>
  );
}

function GoOn({ kept: { savedAt = 0, expiresAt = 0 }, goOn }: Pick<StartProps, 'kept' | 'goOn'>) {
  const { locale } = useSite();
  const { draft } = reportWords[locale];
  return (
    <>
      <h2>{draft.title}</h2>
      <p>{draft.text(dateTimeWords(savedAt, locale), dateTimeWords(expiresAt, locale))}</p>
      <p>{draft.shared}</p>
      <Form action={START} class="buttons">
        <Button href={goOn}>{draft.goOn}</Button>
        <Button kind="secondary">{draft.again}</Button>
      </Form>
    </>
  );
}

/** The receipt of the last report can be opened again. */
export function SentBefore() {
  const { sent } = reportWords[useSite().locale];
  return (
    <Inset>
      <p>
        {sent.before} <a href={RECEIPT}>{sent.receipt}</a>
      </p>
    </Inset>
  );
}
