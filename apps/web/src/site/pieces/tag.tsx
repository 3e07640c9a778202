export type Tone = 'quiet' | 'active' | 'good' | 'warn' | 'bad';

/** Shape and text repeat the meaning of the colour. */
export const Tag = ({ tone, children }: { tone: Tone; children: string }) => (
  <span class={`tag tag-${tone}`}>{children}</span>
);
