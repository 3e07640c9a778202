import type { ComponentChildren } from 'preact';

interface EmptyStateProps {
  title: string;
  /** What to do now. */
  children?: ComponentChildren;
}

export const EmptyState = ({ title, children }: EmptyStateProps) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children ? <div>{children}</div> : null}
  </div>
);
