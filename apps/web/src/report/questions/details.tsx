import { DESCRIPTION_MAX, report } from '@app/intake';
import { FILES } from '@app/attachments';
import { FileField } from '../../case-parts/files/file-field.js';
import { fileWords } from '../../case-parts/files/words.js';
import { TextArea, TextInput } from '../../site/index.js';
import { checkWith } from '../check-with.js';
import type { Question } from '../question.js';

/** Why files were not taken, in words: kept with the answers until the page is sent again. */
export const REFUSED_FILES = 'files.refused';

export const detailsWords = {
  'zh-TW': {
    title: '請說明詳細情形',
    label: '詳細內容',
    hint: '發生什麼事、何時、在哪裡，您希望我們怎麼做。',
    district: '相關地區',
    districtHint: '例如：臺中市西屯區。方便我們找到就近的團隊。',
  },
  en: {
    title: 'Tell us more',
    label: 'Details',
    hint: 'What happened, when and where, and what you would like us to do.',
    district: 'District',
    districtHint: 'For example Xitun District, Taichung. It helps us find a team near you.',
  },
};

export const details: Question = {
  name: 'details',
  title: (locale) => detailsWords[locale].title,
  fields: ['description', 'district'],
  files: true,
  labels: {
    description: (locale) => detailsWords[locale].label,
    district: (locale) => detailsWords[locale].district,
  },
  check: ({ description = '', district, [REFUSED_FILES]: refused = '' }) => [
    ...checkWith(report.pick({ description: true, district: true }), { description, district }),
    ...(refused ? [{ field: FILES, code: refused }] : []),
  ],
  body: ({ locale, answers, errors, files }) => {
    const said = detailsWords[locale];
    return (
      <>
        <h1>{said.title}</h1>
        <TextArea
          name="description"
          label={said.label}
          hint={said.hint}
          error={errors['description']}
          value={answers['description']}
          max={DESCRIPTION_MAX}
        />
        <TextInput
          name="district"
          label={said.district}
          optional
          hint={said.districtHint}
          error={errors['district']}
          value={answers['district']}
          size="medium"
          autocomplete="address-level2"
        />
        <FileField {...files} error={errors[FILES]} />
      </>
    );
  },
  rows: ({ locale, answers, files }) => [
    { label: detailsWords[locale].label, answer: answers['description'] },
    { label: detailsWords[locale].district, answer: answers['district'] },
    { label: fileWords[locale].title, answer: files.staged.map(({ name }) => name).join('、') },
  ],
  input: ({ description, district = '' }) => ({ description, district }),
};
