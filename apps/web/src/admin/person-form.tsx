import type { Catalogue } from '@app/catalogue';
import { ROLES } from '@app/people';
import type { Returned } from '../site/desk-forms.js';
import { Button } from '../site/pieces/button.js';
import { fieldId, HintAndError } from '../site/pieces/field.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { TextInput } from '../site/pieces/text-input.js';
import type { TypedForm } from '../site/pages.decorators.js';
import { useSite } from '../site/site.js';
import { unitOptions } from './unit-options.js';
import { adminWords } from './words.js';

export const PERSON_FORM = 'person';

interface Props {
  action: string;
  form: Returned;
  organisationId: string;
  catalogue: Catalogue;
  /** A new person has a login to choose. */
  isNew?: boolean;
}

/** Name, address, unit and roles; of a new person the login, too. */
export function PersonForm({ action, form: { typed, errors }, organisationId, catalogue, isNew }: Props) {
  const { locale } = useSite();
  const said = adminWords[locale].form;
  return (
    <Form action={action} id={PERSON_FORM} class="narrow">
      {isNew ? (
        <TextInput
          name="login"
          label={said.login}
          hint={said.loginHint}
          size="medium"
          autocomplete="off"
          spellcheck={false}
          value={typed['login']}
          error={errors['login']}
        />
      ) : null}
      <TextInput name="name" label={said.name} size="medium" value={typed['name']} error={errors['name']} />
      <TextInput
        name="email"
        label={said.email}
        hint={said.emailHint}
        type="email"
        optional
        value={typed['email']}
        error={errors['email']}
      />
      <Select
        name="unitId"
        label={said.unit}
        blank={said.choose}
        options={unitOptions(catalogue, organisationId, locale)}
        value={typed['unitId']}
        error={errors['unitId']}
      />
      <Roles typed={typed} error={errors['roles']} />
      <Button>{isNew ? said.create : said.change}</Button>
    </Form>
  );
}

/** A field for each role, because of a field that is sent several times only the last is read. */
function Roles({ typed, error }: { typed: TypedForm; error: string | undefined }) {
  const { locale } = useSite();
  const { form, roles } = adminWords[locale];
  const field = { name: 'roles', label: form.roles, hint: form.rolesHint, error };
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} id={fieldId('roles')} tabindex={-1}>
      <legend class="label">{form.roles}</legend>
      <HintAndError {...field} />
      <div class="choices">
        {ROLES.map((role) => (
          <div key={role} class="choice">
            <input
              type="checkbox"
              id={fieldId(`role-${role}`)}
              name={`role-${role}`}
              value="yes"
              checked={typed[`role-${role}`] === 'yes'}
            />
            <label for={fieldId(`role-${role}`)}>{roles[role]}</label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** What was typed, as the register takes it. */
export const accountOf = (typed: TypedForm) => ({
  login: typed['login'] ?? '',
  name: typed['name'] ?? '',
  email: typed['email'] ?? '',
  unitId: typed['unitId'] ?? '',
  roles: ROLES.filter((role) => typed[`role-${role}`] === 'yes'),
});

/** An account as it would be typed. */
export const typedOf = (account: {
  name: string;
  email: string | null;
  unitId: string;
  roles: readonly string[];
}) => ({
  name: account.name,
  email: account.email ?? '',
  unitId: account.unitId,
  ...Object.fromEntries(account.roles.map((role) => [`role-${role}`, 'yes'])),
});
