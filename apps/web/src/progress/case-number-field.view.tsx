import { TextInput, useSite } from '../site/index.js';
import { progressWords } from './words.js';

/** Number of a case, in any notation; the same in each form that asks for it. */
export function CaseNumberField({ value, error }: { value: string; error: string | undefined }) {
  const said = progressWords[useSite().locale];
  return (
    <TextInput
      name="caseNumber"
      label={said.number}
      hint={said.numberHint}
      error={error}
      value={value}
      size="medium"
      autocomplete="off"
      spellcheck={false}
    />
  );
}
