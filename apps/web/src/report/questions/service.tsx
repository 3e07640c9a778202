import { findServices, type ServiceEntry } from '@app/catalogue';
import { Radios, TextInput } from '../../site/index.js';
import { serviceOf } from '../matter.js';
import type { Asking, Question } from '../question.js';
import { choiceOf, ServiceGroups } from './service-groups.js';

export const serviceWords = {
  'zh-TW': {
    title: '您要反映哪一項服務？',
    label: '服務項目',
    chosen: '服務項目：',
    search: '發生了什麼事？',
    searchHint: '用您自己的話寫，例如：路燈不亮、申請補助。',
    find: '找服務',
    found: '符合的服務',
    none: '找不到符合的服務。換個說法再找，或從下面選；不確定時，選「不確定是哪一項」。',
  },
  en: {
    title: 'Which service is it about?',
    label: 'Service',
    chosen: 'Service: ',
    search: 'What happened?',
    searchHint: 'In your own words, for example: street light out, grant.',
    find: 'Find a service',
    found: 'Services that fit',
    none: 'No service fits. Try other words, or choose below; if you are not sure, choose “Not sure which service”.',
  },
};

/** More than these are not read. */
const MOST_FOUND = 6;
const MOST_TYPED = 200;

export const service: Question = {
  name: 'service',
  title: (locale) => serviceWords[locale].title,
  fields: ['service', 'find'],
  check: (answers, services) =>
    services.some(({ id }) => id === answers['service'])
      ? []
      : [{ field: 'service', code: 'choose-service' }],
  body: (asking) => <ChooseService {...asking} />,
  rows: (asking) => [
    { label: serviceWords[asking.locale].label, answer: serviceOf(asking)?.name[asking.locale] },
  ],
  input: ({ service: id }) => ({ service: id }),
};

/** Search first; what was found, or all by agency, folded: never more than ten choices in view. */
function ChooseService(asking: Asking) {
  const { locale, answers, errors } = asking;
  const said = serviceWords[locale];
  const typed = (answers['find'] ?? '').slice(0, MOST_TYPED);
  const found = typed.trim() ? foundFor(typed, asking) : [];
  const rest = asking.services.filter((one) => !found.includes(one));
  return (
    <>
      <h1>{said.title}</h1>
      <TextInput name="find" type="search" label={said.search} hint={said.searchHint} value={typed} />
      <input type="hidden" name="found" value={typed} />
      <p>
        {/* the page again, with what was found: no choice is needed yet */}
        <button class="button button-secondary" type="submit" name="go" value="service" formnovalidate>
          {said.find}
        </button>
      </p>
      <p role="status">{typed.trim() && found.length === 0 ? said.none : ''}</p>
      {found.length > 0 ? (
        <Radios
          name="service"
          label={said.found}
          error={errors['service']}
          value={answers['service']}
          choices={found.map((one) => choiceOf(one, asking, true))}
        />
      ) : null}
      <ServiceGroups
        {...asking}
        services={rest}
        all={asking}
        {...(found.length === 0 && { id: 'service', error: errors['service'] })}
      />
    </>
  );
}

const foundFor = (typed: string, { services, organisations }: Asking): ServiceEntry[] =>
  findServices(
    typed,
    services.filter(({ forUnsorted }) => !forUnsorted),
    organisations,
  ).slice(0, MOST_FOUND);
