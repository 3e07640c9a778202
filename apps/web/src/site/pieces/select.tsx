import { describedBy, Field, fieldId, invalidMark, type FieldProps } from './field.js';

export interface Option {
  value: string;
  label: string;
  group?: string;
}

export interface SelectProps extends FieldProps {
  value?: string | undefined;
  options: readonly Option[];
  /** First, empty option. */
  blank?: string;
}

export function Select(props: SelectProps) {
  const { name, value, options, blank, error } = props;
  const groups = [...new Set(options.map(({ group }) => group))];
  return (
    <Field {...props}>
      <select
        class="input"
        id={fieldId(name)}
        name={name}
        aria-describedby={describedBy(props)}
        {...invalidMark(error)}
      >
        {blank === undefined ? null : <option value="">{blank}</option>}
        {groups.map((group) => (
          <Options
            key={group}
            {...(group && { group })}
            options={options.filter((o) => o.group === group)}
            value={value}
          />
        ))}
      </select>
    </Field>
  );
}

function Options({
  group,
  options,
  value,
}: {
  group?: string;
  options: readonly Option[];
  value: string | undefined;
}) {
  const list = options.map((option) => (
    <option key={option.value} value={option.value} selected={option.value === value}>
      {option.label}
    </option>
  ));
  return group ? <optgroup label={group}>{list}</optgroup> : <>{list}</>;
}
