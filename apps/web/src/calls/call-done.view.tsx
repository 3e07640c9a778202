import type { Contact } from '@app/intake';
import { UNDO_MINUTES } from '@app/intake';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { useSite } from '../site/site.js';
import { callsWords } from './words.js';

/** What the last form did: logged a call that can still be undone, or undid one. */
export type Done = { logged: Contact; caseNumber: string | undefined } | 'undone';

export function CallDone({ done }: { done: Done }) {
  const said = callsWords[useSite().locale];
  if (done === 'undone') return <Banner kind="success">{said.undone}</Banner>;
  const { logged, caseNumber = '' } = done;
  const texts = {
    SOLVED: said.solvedDone,
    ATTACHED: said.attachedDone(caseNumber),
    ASKED: said.askedDone(caseNumber),
  };
  return (
    <Banner kind="success">
      <p>{texts[logged.ending]}</p>
      <Form action="/desk/calls/undo" class="call-undo" hidden={{ id: logged.id }}>
        <p class="hint">{said.undoHint(UNDO_MINUTES)}</p>
        <Button kind="secondary">{said.undo}</Button>
      </Form>
    </Banner>
  );
}
