import { shortDateTime } from '@app/platform';
import { Button } from '../site/pieces/button.js';
import { FieldScope } from '../site/pieces/field.js';
import { Form } from '../site/pieces/form.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { TextArea } from '../site/pieces/text-area.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

/** Each referral with its partner and state; the owner can recall an open one. */
export function CaseReferrals(props: CaseViewProps) {
  const { detail, catalogue, site } = props;
  const { locale } = site;
  const said = casesWords[locale].case;
  if (detail.referrals.length === 0) return null;
  return (
    <section aria-labelledby="referrals-title">
      <h2 id="referrals-title">{said.referrals}</h2>
      <ul class="rows">
        {detail.referrals.map((referral) => (
          <li key={referral.id}>
            <p>
              <strong>{catalogue.unit(referral.partnerUnitId)?.name[locale]}</strong>{' '}
              <ReferralTag status={referral.status} />
            </p>
            <p class="hint">{said.offered(shortDateTime(referral.offeredAt, locale))}</p>
            <Course referral={referral} {...props} />
            {referral.acts.includes('recall') ? <Recall {...props} id={referral.id} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why it was offered, and what came of it: the texts of its events, the newest last. */
function Course({
  detail,
  referral: { id },
  site: { locale },
}: CaseViewProps & { referral: { id: string } }) {
  const told = detail.events.filter(({ facts, text }) => facts.referralId === id && text);
  return (
    <>
      {told.map(({ seq, type, text }) => (
        <p key={seq} class="text" dir="auto">
          <span class="hint">{casePartsWords[locale].events.desk[type]}</span> {text}
        </p>
      ))}
    </>
  );
}

function Recall({ detail, formKey, id, site: { locale } }: CaseViewProps & { id: string }) {
  const act = casePartsWords[locale].statuses.referralAct.recall;
  return (
    <details class="act">
      <summary>{act}</summary>
      <Form action={`/desk/cases/${detail.file.caseNumber}/referrals/${id}/recall`} hidden={{ key: formKey }}>
        <FieldScope.Provider value={`recall-${id}`}>
          <TextArea name="reason" label={casePartsWords[locale].fields.reason} rows={2} />
        </FieldScope.Provider>
        <Button kind="secondary">{casePartsWords[locale].fields.confirm(act)}</Button>
      </Form>
    </details>
  );
}
