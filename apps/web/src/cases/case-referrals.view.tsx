import { WORK_EVENTS, type ReferralActName } from '@app/referrals';
import { lengthWords } from '../case-parts/promise-times.js';
import { ReferralWork } from '../case-parts/referral-work.js';
import { Inset } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { FieldScope } from '../site/pieces/field.js';
import { Form } from '../site/pieces/form.js';
import { actForm } from '../site/pieces/menu.js';
import { KeptLine, LeftDraft } from '../case-parts/kept-draft.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { TextArea } from '../site/pieces/text-area.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';

type OfReferral = CaseViewProps & { referral: CaseViewProps['detail']['referrals'][number] };

/** Each referral with its partner, state and course; the owner decides what the team asks, or recalls it. */
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
            <Course referral={referral} {...props} />
            <Waiting referral={referral} {...props} />
            {Object.entries(OWNERS).map(([act, field]) =>
              referral.acts.includes(act as ReferralActName) ? (
                <OwnerAct
                  key={act}
                  act={act as ReferralActName}
                  field={field}
                  referral={referral}
                  {...props}
                />
              ) : null,
            )}
            <Leftovers referral={referral} {...props} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why it was offered, what was done and what came of it, the newest last. */
const Course = ({ detail, referral: { id } }: OfReferral) => (
  <ReferralWork
    events={detail.events.filter(
      ({ type, facts, text }) => facts.referralId === id && (text || type === 'REFERRED' || isWork(type)),
    )}
  />
);
const isWork = (type: string): boolean => (WORK_EVENTS as readonly string[]).includes(type);

/** What the team waits for. */
function Waiting({ referral: { course, acts }, site: { locale } }: OfReferral) {
  const said = casesWords[locale].case;
  return (
    <>
      {course.asked && acts.includes('grant-time') ? (
        <Inset>{said.asksTime(lengthWords(course.asked.length, locale))}</Inset>
      ) : null}
      {acts.includes('continue') ? <Inset>{said.unreached(course.unanswered)}</Inset> : null}
    </>
  );
}

/** What the owner may do, and the text that each asks for. */
const OWNERS: Partial<Record<ReferralActName, 'text' | 'reason'>> = {
  'grant-time': 'text',
  'refuse-time': 'reason',
  continue: 'text',
  recall: 'reason',
};

type Named = NonNullable<CaseViewProps['ofReferral']>;
/** Name of its form, and the place of its draft within the case. */
export const ofReferralForm = ({ id, act }: Named): string => `${act}-${id}`;
const ofReferralKey = ({ id, act }: Named): string => `referral ${id} ${act}`;

interface OwnerActProps extends OfReferral {
  act: ReferralActName;
  field: 'text' | 'reason';
}

function OwnerAct({ act, field, ...props }: OwnerActProps) {
  const { detail, formKey, form, ofReferral, referral, site, back, typing } = props;
  const { statuses, fields, draft } = casePartsWords[site.locale];
  const name = statuses.referralAct[act];
  const isOpen = ofReferral?.id === referral.id && ofReferral.act === act;
  const action = `/desk/cases/${detail.file.caseNumber}/referrals/${referral.id}/${act}`;
  const kept = typing.get(ofReferralKey({ id: referral.id, act }));
  return (
    <details class="act" open={isOpen || kept !== undefined}>
      <summary>
        <span>{name}</span>
        {kept ? <span class="draft-mark">{draft.mark}</span> : null}
      </summary>
      <Form
        action={action}
        id={actForm(ofReferralForm({ id: referral.id, act }))}
        noEnter
        hidden={{ key: formKey, ...(back && { back }) }}
        keepAt={`${action}/keep`}
        kept={kept !== undefined}
      >
        <KeptLine kept={kept} discardAt={`${action}/discard`} />
        <FieldScope.Provider value={ofReferralForm({ id: referral.id, act })}>
          <TextArea
            name={field}
            label={fields[field]}
            rows={2}
            optional={act === 'grant-time'}
            value={(isOpen ? form.typed : kept?.fields)?.[field]}
            error={isOpen ? form.errors[field] : undefined}
          />
        </FieldScope.Provider>
        <Button kind="secondary">{fields.confirm(name)}</Button>
      </Form>
    </details>
  );
}

/** Drafts of what the owner cannot do any more. */
function Leftovers({ referral, ...props }: OfReferral) {
  const { detail, typing, formKey, site } = props;
  const acts = (Object.keys(OWNERS) as ReferralActName[]).filter((act) => !referral.acts.includes(act));
  return (
    <>
      {acts.map((act) => (
        <LeftDraft
          key={act}
          kept={typing.get(ofReferralKey({ id: referral.id, act }))}
          discardAt={`/desk/cases/${detail.file.caseNumber}/referrals/${referral.id}/${act}/discard`}
          act={casePartsWords[site.locale].statuses.referralAct[act]}
          fields={[OWNERS[act]!]}
          hidden={{ key: formKey }}
        />
      ))}
    </>
  );
}
