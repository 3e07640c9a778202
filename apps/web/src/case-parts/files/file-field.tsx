import { extensionsOf, FILES, type Staged } from '@app/attachments';
import type { AttachmentKind } from '@app/catalogue';
import { describedBy, fieldId, HintAndError, invalidMark } from '../../site/pieces/field.js';
import { useSite } from '../../site/site.js';
import { FileFacts } from './file-facts.js';
import { FileState } from './file-rows.js';
import { fileWords } from './words.js';

export interface FileFieldProps {
  /** Files that came with an earlier attempt and wait in the draft. */
  staged: readonly Staged[];
  /** Types that the service takes. */
  kinds: readonly AttachmentKind[];
  most: number;
  megabytes: number;
  error?: string | undefined;
}

/**
 * The input for files, and above it those that are there already, each with a button to remove it. Inside a form with
 * `files`; the handler reads it with `Uploads`. Complete without a script.
 */
export function FileField({ staged, kinds, most, megabytes, error }: FileFieldProps) {
  const { locale } = useSite();
  const said = fileWords[locale];
  const names = [...new Set(kinds.map((kind) => said.kinds[kind]))].join(locale === 'en' ? ', ' : '、');
  const props = { name: FILES, label: said.title, hint: said.hint(most, megabytes, names), error };
  if (kinds.length === 0) return null;
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label class="label" for={fieldId(FILES)}>
        {said.title}
        <span class="optional">{said.optional}</span>
      </label>
      <HintAndError {...props} />
      <StagedFiles staged={staged} />
      <input
        type="file"
        class="input file-input"
        name={FILES}
        id={fieldId(FILES)}
        multiple
        accept={kinds
          .flatMap(extensionsOf)
          .map((one) => `.${one}`)
          .join(',')}
        aria-describedby={describedBy(props)}
        data-sending={said.sending}
        {...invalidMark(error)}
      />
    </div>
  );
}

function StagedFiles({ staged }: Pick<FileFieldProps, 'staged'>) {
  const said = fileWords[useSite().locale];
  if (staged.length === 0) return null;
  return (
    <ul class="files" aria-label={said.staged}>
      {staged.map((file) => (
        <li key={file.id} class="file">
          <FileFacts file={file} />
          {file.state === 'INFECTED' ? <FileState state={file.state} /> : null}
          <button class="link file-remove" type="submit" name="remove" value={file.id}>
            <span aria-hidden="true">{said.remove}</span>
            <span class="unseen">{said.removeOne(file.name)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
