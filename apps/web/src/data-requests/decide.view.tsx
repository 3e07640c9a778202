import type { CaseFile, PetitionerDetails } from '@app/cases';
import { REFUSAL_GROUNDS, type DataRequest } from '@app/rights';
import { shownSubject } from '../case-parts/subject.js';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Radios } from '../site/pieces/choices.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { dataRequestWords } from './words.js';

interface Props {
  request: DataRequest;
  file: CaseFile;
  about: CaseFile;
  asked: string | null;
  known: PetitionerDetails | null;
  form: Returned;
  formKey: string;
  done: boolean;
  mayDecide: boolean;
}

/** Id of the form of the decision. */
export const DECIDE_FORM = 'decide';

export function Decide(props: Props) {
  const { locale } = useSite();
  const said = dataRequestWords[locale];
  const { request, file, about, asked, form, done, mayDecide } = props;
  const link = (one: CaseFile) => (
    <a href={`/desk/cases/${one.caseNumber}`}>
      {one.caseNumber} {shownSubject(one.subject, locale)}
    </a>
  );
  return (
    <div class="column">
      <ErrorSummary errors={form.errors} />
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {done ? <Banner kind="success">{said.done}</Banner> : null}
      <p class="case-number">
        <a href={`/desk/cases/${file.caseNumber}`}>{file.caseNumber}</a>
      </p>
      <h1>{said.title}</h1>
      <SummaryList
        rows={[
          { label: said.kind, value: said.kinds[request.kind] },
          { label: said.about, value: link(about) },
          {
            label: said.asked,
            value: (
              <p class="text" dir="auto">
                {asked ?? said.none}
              </p>
            ),
          },
          ...(request.decision
            ? [
                {
                  label: said.decide,
                  value: [said.decided[request.decision], request.ground && said.grounds[request.ground]]
                    .filter(Boolean)
                    .join(' · '),
                },
              ]
            : []),
        ]}
      />
      {mayDecide ? <DecisionForm {...props} /> : null}
      {request.decision === null && !mayDecide ? <p>{said.mayNot}</p> : null}
    </div>
  );
}

function DecisionForm(props: Props) {
  const { request, file, form, formKey } = props;
  const said = dataRequestWords[useSite().locale];
  const { typed, errors } = form;
  return (
    <>
      <h2>{said.decide}</h2>
      <p class="inset">{said.effects[request.kind]}</p>
      <Form
        action={`/desk/data-requests/${file.caseNumber}`}
        id={DECIDE_FORM}
        hidden={{ key: formKey }}
        noEnter
      >
        <Radios
          name="decision"
          label={said.choice}
          value={typed['decision']}
          error={errors['decision']}
          choices={(['GRANTED', 'REFUSED'] as const).map((value) => ({ value, label: said[value] }))}
        />
        <Select
          name="ground"
          label={said.ground}
          value={typed['ground'] ?? ''}
          error={errors['ground']}
          options={[
            { value: '', label: said.noGround },
            ...REFUSAL_GROUNDS.map((value) => ({ value, label: said.grounds[value] })),
          ]}
        />
        {request.kind === 'CORRECT' ? <Corrected {...props} /> : null}
        <TextArea
          name="text"
          label={said.text}
          hint={said.textHint}
          value={typed['text']}
          error={errors['text']}
          rows={6}
          max={3_000}
        />
        <Button kind={request.kind === 'DELETE' ? 'warning' : 'primary'}>{said.send}</Button>
      </Form>
    </>
  );
}

function Corrected({ about, known, form: { typed, errors } }: Props) {
  const said = dataRequestWords[useSite().locale];
  const now = { ...known, subject: about.subject, district: about.district };
  return (
    <fieldset class="field">
      <legend class="label">{said.corrected}</legend>
      {(['name', 'email', 'phone', 'subject', 'district'] as const).map((name) => (
        <TextInput
          key={name}
          name={`corrected.${name}`}
          label={said.fields[name]}
          hint={said.now(now[name] || said.none)}
          value={typed[`corrected.${name}`]}
          error={errors[`corrected.${name}`]}
          autocomplete="off"
          size="medium"
          optional
        />
      ))}
    </fieldset>
  );
}
