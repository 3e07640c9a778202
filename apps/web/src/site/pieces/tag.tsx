export type Tone = 'quiet' | 'active' | 'good' | 'warn' | 'bad';

/** Shape and word say what the colour says. */
export const Tag = ({ tone, children }: { tone: Tone; children: string }) => (
  <span class={`tag tag-${tone}`}>{children}</span>
);
