import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface CountProps {
  n: number | undefined;
  /** From this number on it is not counted further. */
  most: number;
}

/** How many things wait behind a link; nothing where there are none. */
export function Count({ n, most }: CountProps) {
  const { count } = siteWords[useSite().locale];
  if (!n) return null;
  return (
    <>
      {' '}
      <span class="count-mark">
        {n >= most ? `${most - 1}+` : n}
        <span class="unseen">{count}</span>
      </span>
    </>
  );
}
