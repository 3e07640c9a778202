import { problemWords } from '../site/problem-words.js';
import { Button } from '../site/pieces/button.js';
import { Checkboxes, Radios } from '../site/pieces/choices.js';
import { DateInput } from '../site/pieces/date-input.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Select } from '../site/pieces/select.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { casePartsWords } from '../case-parts/words.js';
import { siteWords } from '../site/words.js';
import { contactWords } from '../report/questions/contact.js';
import { detailsWords } from '../report/questions/details.js';
import { subjectWords } from '../report/questions/subject.js';
import { surveyWords } from '../survey/words.js';
import { servicesWords } from '../services/words.js';

/** Form pieces, without and with errors. `prefix` keeps the ids of the two languages apart. */
export function GalleryForms({ prefix }: { prefix: string }) {
  const { locale } = useSite();
  const survey = surveyWords[locale];
  const required = (label: string) => problemWords('required', locale, { label });
  const scores = survey.scores.map((label, index) => ({ value: String(index + 1), label }));
  const channels = Object.entries(casePartsWords[locale].statuses.channel).map(([value, label]) => ({
    value,
    label,
  }));
  const named = (name: string) => `${prefix}.${name}`;
  const wrong = {
    [named('subject-wrong')]: required(subjectWords[locale].label),
    [named('date-wrong')]: problemWords('date', locale),
  };
  return (
    <section>
      <h2>{siteWords[locale].language[locale === 'en' ? 'change' : 'label']}</h2>
      <ErrorSummary errors={wrong} />
      <TextInput
        name={named('subject')}
        label={subjectWords[locale].label}
        hint={subjectWords[locale].hint}
      />
      <TextInput
        name={named('subject-wrong')}
        label={subjectWords[locale].label}
        error={wrong[named('subject-wrong')]}
      />
      <TextArea
        name={named('details')}
        label={detailsWords[locale].label}
        hint={detailsWords[locale].hint}
        max={200}
        rows={3}
        optional
      />
      <TextArea
        name={named('details-wrong')}
        label={detailsWords[locale].label}
        value={'。'.repeat(205)}
        max={200}
        rows={3}
        error={problemWords('too-long', locale, { max: 200 })}
      />
      <Radios name={named('score')} label={survey.score} choices={scores} value="4" />
      <Radios
        name={named('inline')}
        label={siteWords[locale].all}
        choices={[
          { value: 'y', label: siteWords[locale].yes },
          { value: 'n', label: siteWords[locale].no },
        ]}
        inline
        error={problemWords('not-a-choice', locale)}
      />
      <Checkboxes
        name={named('channels')}
        label={servicesWords[locale].channels}
        choices={channels.slice(0, 3)}
        values={['PHONE']}
      />
      <Select name={named('channel')} label={servicesWords[locale].channels} options={channels} blank="" />
      <DateInput name={named('date')} label={casePartsWords[locale].promise.due} value={{}} />
      <DateInput
        name={named('date-wrong')}
        label={casePartsWords[locale].promise.due}
        value={{ year: '115', month: '13', day: '1' }}
        error={problemWords('date', locale)}
      />
      <div class="buttons">
        <Button>{siteWords[locale].actions.continue}</Button>
        <Button kind="secondary">{siteWords[locale].actions.cancel}</Button>
        <Button kind="warning">{casePartsWords[locale].statuses.act['no-action']}</Button>
      </div>
      <SummaryList
        rows={[
          { label: subjectWords[locale].label, value: '0800-056476', change: { href: '#' } },
          { label: contactWords[locale].email, value: siteWords[locale].none, change: { href: '#' } },
        ]}
      />
    </section>
  );
}
