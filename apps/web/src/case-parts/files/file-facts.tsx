import type { Staged } from '@app/attachments';
import type { Locale } from '@app/platform';
import { langOf } from '../../site/pieces/as-written.js';
import { useSite } from '../../site/site.js';
import { fileWords } from './words.js';

const KB = 1024;

/** `12 KB`, `3.4 MB`. */
function sizeWords(bytes: number, locale: Locale): string {
  const [size, unit] = bytes < KB * KB ? [bytes / KB, 'KB'] : [bytes / KB / KB, 'MB'];
  const digits = { maximumFractionDigits: size < 10 ? 1 : 0 };
  return `${new Intl.NumberFormat(locale, digits).format(Math.max(size, 0.1))} ${unit}`;
}

/** Name, type and size of a file, and what was removed from it. `href`: where it can be downloaded. */
export function FileFacts({ file, href }: { file: Omit<Staged, 'id' | 'state'>; href?: string | undefined }) {
  const { locale, kiosk } = useSite();
  const said = fileWords[locale];
  const isOffered = href !== undefined && !kiosk;
  const name = (
    <bdi class="file-name" {...langOf(file.name, locale)}>
      {file.name}
    </bdi>
  );
  return (
    <>
      {isOffered ? (
        <a href={href} download>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      <span class="hint">
        {said.kinds[file.kind]}, {sizeWords(file.size, locale)}
      </span>
      {href && kiosk ? <span class="file-note">{said.notHere}</span> : null}
      {file.removed ? <span class="file-note">{said.removed[file.removed]}</span> : null}
    </>
  );
}
