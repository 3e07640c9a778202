import { shortDateTime } from '@app/platform';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import type { Typing } from '../site/desk-drafts.js';
import { useSite } from '../site/site.js';
import { Unsent } from './unsent.js';
import { casePartsWords } from './words.js';

interface KeptProps {
  kept: Typing | undefined;
  /** Where the button sends the form, to discard what is kept of it. */
  discardAt: string;
}

/** Inside a form: since when its text is kept, and a way to be rid of it. */
export function KeptLine({ kept, discardAt }: KeptProps) {
  const { locale, now } = useSite();
  const said = casePartsWords[locale].draft;
  if (!kept) return null;
  return (
    <div class="draft">
      <p>{said.kept(shortDateTime(kept.savedAt, { locale, now }))}</p>
      <Button kind="secondary" formaction={discardAt} plain>
        {said.discard}
      </Button>
    </div>
  );
}

interface LeftProps extends KeptProps {
  /** Name of the act, as the page says it. */
  act: string;
  /** Fields whose text is shown. */
  fields: readonly string[];
  hidden: Record<string, string>;
}

/** The draft of an act that is not possible any more: what was written can still be read and copied. */
export function LeftDraft({ kept, discardAt, act, fields, hidden }: LeftProps) {
  const said = casePartsWords[useSite().locale].draft;
  if (!kept) return null;
  return (
    <Form action={discardAt} hidden={hidden}>
      <p>{said.left(act)}</p>
      <Unsent typed={kept.fields} fields={fields} />
      <Button kind="secondary">{said.discard}</Button>
    </Form>
  );
}
