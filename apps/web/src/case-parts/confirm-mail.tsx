import type { CaseFile } from '@app/cases';
import { dateWords } from '@app/platform';
import { Banner, Button, Form, useSite } from '../site/index.js';
import { casePartsWords } from './words.js';

interface ConfirmMailProps {
  file: Pick<CaseFile, 'caseNumber' | 'confirmBy'>;
  /** Masked. */
  email: string;
  /** How many times it can still be sent. */
  left: number;
  /** Where the button that sends it again leads. */
  action: string;
}

/** Says after the button was pressed what came of it. */
export const RESENT = { sent: '?mail=sent', full: '?mail=full' } as const;

/** Stands first on the page to which the button leads. */
export function Resent() {
  const { locale, query } = useSite();
  const said = casePartsWords[locale].confirmMail;
  const outcome = query.get('mail');
  if (outcome === 'sent') return <Banner kind="success">{said.again}</Banner>;
  return outcome === 'full' ? <Banner kind="warning">{said.full}</Banner> : null;
}

/** Where the link to confirm went, until when it can be used, and what to do when it does not come. */
export function ConfirmMail({ file, email, left, action }: ConfirmMailProps) {
  const { locale } = useSite();
  const said = casePartsWords[locale].confirmMail;
  return (
    <>
      <p>{said.sent(email, dateWords(file.confirmBy!, locale))}</p>
      <p>{said.code}</p>
      <h3>{said.missing}</h3>
      <p>{said.wait}</p>
      {left > 0 ? (
        <Form action={action}>
          <p class="hint">{said.left(left)}</p>
          <Button kind="secondary">{said.resend}</Button>
        </Form>
      ) : (
        <p>{said.noneLeft}</p>
      )}
      <p>
        {said.wrong} <a href={`/cases/${file.caseNumber}/contact`}>{said.change}</a>
      </p>
    </>
  );
}
