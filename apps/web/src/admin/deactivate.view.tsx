import type { Account } from '@app/people';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { useSite } from '../site/site.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { adminWords } from './words.js';

export const DEACTIVATE_FORM = 'deactivate';

interface Props {
  account: Account;
  /** Open cases in the person's hands. */
  open: number;
  /** Names of those who can reassign them. */
  heads: readonly string[];
  /** Whether the administrator reads cases, too. */
  reads: boolean;
}

/** What follows, and what the person still has in hand, before the account ends. */
export function DeactivateView({ account: { id, name }, open, heads, reads }: Props) {
  const { locale } = useSite();
  const said = adminWords[locale].deactivate;
  return (
    <AdminFrame here="people">
      <h1>{said.title(name)}</h1>
      <p>{said.what}</p>
      <p role="status">
        <strong>{open === 0 ? said.noCases : said.cases(open)}</strong>
      </p>
      {open > 0 && reads ? (
        <p>
          <a href={`/desk/cases?queue=open&handler=${id}`}>{said.list}</a>
        </p>
      ) : null}
      {open > 0 && !reads ? (
        <p>{heads.length > 0 ? said.heads(heads.join(locale === 'en' ? ', ' : '、')) : said.noHeads}</p>
      ) : null}
      <Form action={`/desk/admin/people/${id}/deactivate`} id={DEACTIVATE_FORM} noEnter>
        <div class="buttons">
          <Button kind="warning" name="confirmed" value="yes">
            {said.confirm}
          </Button>
          <a href={`/desk/admin/people/${id}`}>{said.cancel}</a>
        </div>
      </Form>
    </AdminFrame>
  );
}
