interface MarkProps {
  letter: 'U' | 'C' | 'Z';
  title: string;
}

/** 導盲磚: the `:::` mark in front of each region, with its access key (government site convention). */
export const Mark = ({ letter, title }: MarkProps) => (
  <a class="mark" href={`#${letter}`} id={letter} accesskey={letter} title={title}>
    :::
  </a>
);
