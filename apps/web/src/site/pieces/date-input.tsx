import { dateExample, taipeiDate } from '@app/platform';
import { useSite } from '../site.js';
import { describedBy, fieldId, HintAndError, invalidMark, type FieldProps } from './field.js';
import { siteWords } from '../words.js';

export interface DateInputProps extends FieldProps {
  /** As typed. Field names are `<name>.year`, `.month`, `.day`; `typedDate` reads them. */
  value?: { year?: string; month?: string; day?: string };
}

const PARTS = {
  'zh-TW': ['year', 'month', 'day'],
  en: ['day', 'month', 'year'],
} as const;

/** Three fields in the order of the language; both ROC and CE years are accepted. */
export function DateInput(given: DateInputProps) {
  const { locale, now } = useSite();
  const props = {
    ...given,
    hint: given.hint ?? siteWords[locale].date.hint(dateExample(taipeiDate(now), locale)),
  };
  const { name, label, error, value = {}, heading } = props;
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={describedBy(props)}>
      <legend class={heading ? 'label label-heading' : 'label'}>{heading ? <h1>{label}</h1> : label}</legend>
      <HintAndError {...props} />
      <div class="date">
        {PARTS[locale].map((part, index) => (
          <div key={part} class="date-part">
            <label class="label" for={index === 0 ? fieldId(name) : fieldId(`${name}-${part}`)}>
              {siteWords[locale].date[part]}
            </label>
            <input
              class={`input input-${part === 'year' ? 'year' : 'two'}`}
              id={index === 0 ? fieldId(name) : fieldId(`${name}-${part}`)}
              name={`${name}.${part}`}
              inputmode="numeric"
              value={value[part] ?? ''}
              {...invalidMark(error)}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
