import { Radios, type Choice } from '../../site/index.js';
import { serviceOf } from '../matter.js';
import type { Asking, Question } from '../question.js';

export const serviceWords = {
  'zh-TW': {
    title: '您要反映哪一項服務？',
    label: '服務項目',
    chosen: '服務項目：',
    hint: '不確定選哪一項也沒關係，選最接近的，我們會轉到正確的單位。',
  },
  en: {
    title: 'Which service is it about?',
    label: 'Service',
    chosen: 'Service: ',
    hint: 'Not sure? Choose the nearest; we pass it to the right unit.',
  },
};

export const service: Question = {
  name: 'service',
  title: (locale) => serviceWords[locale].title,
  fields: ['service'],
  check: (answers, services) =>
    services.some(({ id }) => id === answers['service'])
      ? []
      : [{ field: 'service', code: 'choose-service' }],
  body: (asking) => {
    const { title, hint } = serviceWords[asking.locale];
    return (
      <Radios
        name="service"
        label={title}
        heading
        hint={hint}
        error={asking.errors['service']}
        value={asking.answers['service']}
        choices={serviceChoices(asking)}
      />
    );
  },
  rows: (asking) => [
    { label: serviceWords[asking.locale].label, answer: serviceOf(asking)?.name[asking.locale] },
  ],
  input: ({ service: id }) => ({ service: id }),
};

/** Choices by agency; the first of each has the agency's name as heading. */
const serviceChoices = ({ services, organisations, locale }: Asking): Choice[] =>
  organisations.flatMap(({ id, name }) =>
    services
      .filter(({ organisation }) => organisation === id)
      .map((entry, index) => ({
        value: entry.id,
        label: entry.name[locale],
        hint: entry.description[locale],
        ...(index === 0 && { group: name[locale] }),
      })),
  );
