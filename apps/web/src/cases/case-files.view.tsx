import { FileRows } from '../case-parts/files/file-rows.js';
import { fileWords } from '../case-parts/files/words.js';
import type { CaseViewProps } from './case-view-props.js';

/** All files of the case, to download. */
export function CaseFiles({ detail, site }: CaseViewProps) {
  if (detail.attachments.length === 0) return null;
  const base = `/desk/cases/${detail.file.caseNumber}/attachments`;
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title">{fileWords[site.locale].title}</h2>
      <FileRows files={detail.attachments} base={base} staff />
    </section>
  );
}
