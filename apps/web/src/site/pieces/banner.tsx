import type { ComponentChildren } from 'preact';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface BannerProps {
  kind: 'info' | 'success' | 'warning' | 'demo';
  children: ComponentChildren;
}

/** A message about the whole page. `success` is announced to screen readers, as it says what just happened. */
export function Banner({ kind, children }: BannerProps) {
  const { locale } = useSite();
  const title = kind === 'demo' ? undefined : siteWords[locale].banner[kind];
  return (
    <div
      class={`banner banner-${kind}`}
      role={kind === 'success' ? 'alert' : 'region'}
      aria-label={title ?? siteWords[locale].banner.demoTitle}
    >
      {title ? <p class="banner-title">{title}</p> : null}
      <div>{children}</div>
    </div>
  );
}

/** A remark set apart from the text. */
export const Inset = ({ children }: { children: ComponentChildren }) => <div class="inset">{children}</div>;
