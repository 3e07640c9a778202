import { dateTimeWords } from '@app/platform';
import type { Returned } from '../site/desk-forms.js';
import type { FailedWork } from '../site/failures.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { Button } from '../site/pieces/button.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { adminWords } from './words.js';

export const DROP_FORM = 'drop';

interface Props {
  failure: FailedWork;
  of: 'notice' | 'attachment';
  form: Returned;
}

/** What giving up means, and why it is done. */
export function DropView({ failure, of, form: { typed, errors } }: Props) {
  const { locale } = useSite();
  const { quarantine } = adminWords[locale];
  const said = quarantine.dropping;
  return (
    <AdminFrame here="quarantine">
      <ErrorSummary errors={errors} />
      <h1>{said.title}</h1>
      <p>{said.what[of]}</p>
      <SummaryList
        rows={[
          { label: quarantine.columns.kind, value: quarantine.kinds[of] },
          { label: quarantine.columns.about, value: failure.caseNumber ?? quarantine.noCase },
          { label: quarantine.columns.since, value: dateTimeWords(failure.since, locale) },
        ]}
      />
      <Form action={`/desk/admin/quarantine/${of}/${failure.id}/drop`} id={DROP_FORM} class="narrow" noEnter>
        <TextInput
          name="reason"
          label={said.reason}
          hint={said.reasonHint}
          value={typed['reason']}
          error={errors['reason']}
        />
        <div class="buttons">
          <Button kind="warning">{said.confirm}</Button>
          <a href="/desk/admin/quarantine">{said.cancel}</a>
        </div>
      </Form>
    </AdminFrame>
  );
}
