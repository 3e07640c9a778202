import type { ComponentChildren } from 'preact';
import { Button } from './button.js';
import { FieldScope } from './field.js';
import { Form } from './form.js';

export interface OfferedAct {
  /** Act name; the form's id is `act-<name>`. */
  name: string;
  title: string;
  /** What it is about, where the page has several of its name. */
  about?: string;
  action: string;
  /** Fields of the act; absent for acts without fields. */
  fields?: ComponentChildren;
  hidden?: Record<string, string>;
  /** Shown open, because its form was refused. */
  open?: boolean;
  grave?: boolean;
  /** Its fields have an input for files. */
  files?: boolean;
  /** Where page.js sends what is being typed. */
  keepAt?: string;
  /** When its text was kept, in words: it holds a draft. */
  draft?: string | undefined;
}

/** Id of an act's form. */
export const actForm = (name: string): string => `form-${name}`;

/** The acts available now. Acts with fields expand to a form; the others are a single button. */
export const Menu = ({ label, acts }: { label: string; acts: readonly OfferedAct[] }) => (
  <section class="acts" aria-label={label}>
    {acts.map((act) => (
      <OneAct key={act.name} act={act} />
    ))}
  </section>
);

export const OneAct = ({ act }: { act: OfferedAct }) =>
  act.fields ? <Unfolding act={act} /> : <AtOnce act={act} />;

/** Several acts of one name on a page: what each is about is read out. */
const About = ({ about }: Pick<OfferedAct, 'about'>) =>
  about === undefined ? null : <span class="unseen"> {about}</span>;

const Unfolding = ({ act }: { act: OfferedAct }) => (
  <details class="act" open={act.open ?? false} id={`act-${act.name}`} name="act">
    <summary>
      <span>
        {act.title}
        <About about={act.about} />
      </span>
      {act.draft ? <span class="draft-mark">{act.draft}</span> : null}
    </summary>
    <Form
      action={act.action}
      id={actForm(act.name)}
      noEnter
      files={act.files ?? false}
      keepAt={act.keepAt}
      kept={act.draft !== undefined}
      {...(act.hidden && { hidden: act.hidden })}
    >
      <FieldScope.Provider value={act.name}>{act.fields}</FieldScope.Provider>
      <Button kind={act.grave ? 'warning' : 'primary'}>
        {act.title}
        <About about={act.about} />
      </Button>
    </Form>
  </details>
);

const AtOnce = ({ act }: { act: OfferedAct }) => (
  <Form action={act.action} class="act act-once" {...(act.hidden && { hidden: act.hidden })}>
    <Button kind={act.grave ? 'warning' : 'secondary'}>
      {act.title}
      <About about={act.about} />
    </Button>
  </Form>
);
