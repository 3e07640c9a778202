import type { Listed } from '@app/attachments';
import { Tag } from '../../site/pieces/tag.js';
import { useSite } from '../../site/site.js';
import { FileFacts } from './file-facts.js';
import { fileWords } from './words.js';

interface FileRowsProps {
  files: readonly Listed[];
  /** `/desk/cases/DEMO-…/attachments`: the file's id follows. */
  base: string;
  /** Staff also see what is internal, who gave it and whether it was scanned. */
  staff?: boolean;
}

/** The files of a case, to download. Those that may not be are named, with the reason. */
export function FileRows({ files, base, staff = false }: FileRowsProps) {
  const { locale } = useSite();
  const said = fileWords[locale];
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id} class="file">
          <FileFacts file={file} href={file.openable ? `${base}/${file.id}` : undefined} />
          <FileState state={file.state} />
          {staff && file.byCitizen ? <Tag tone="quiet">{said.byCitizen}</Tag> : null}
          {staff && !file.shown ? <Tag tone="quiet">{said.internal}</Tag> : null}
          {staff && file.state === 'NOT_SCANNED' ? <span class="file-note">{said.notScanned}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** Nothing for a file that can be downloaded. */
export function FileState({ state }: Pick<Listed, 'state'>) {
  const words = fileWords[useSite().locale].states[state];
  return words ? <Tag tone={state === 'INFECTED' ? 'bad' : 'warn'}>{words}</Tag> : null;
}
