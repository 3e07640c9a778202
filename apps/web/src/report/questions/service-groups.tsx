import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { HintAndError, RadioList, type Choice } from '../../site/index.js';
import type { Asking } from '../question.js';

const words = {
  'zh-TW': {
    byAgency: '或依機關選',
    part: (n: number, of: number) => (of > 1 ? `（${n}／${of}）` : ''),
    unsorted: '我不知道是哪一項',
    unsortedHint: '選一個機關，服務人員看過後會轉給承辦的單位。',
    sortedBy: (agency: string) => `由${agency}分辨`,
    of: (agency: string) => `（${agency}）`,
  },
  en: {
    byAgency: 'Or choose by agency',
    part: (n: number, of: number) => (of > 1 ? ` (${n} of ${of})` : ''),
    unsorted: 'I do not know which one',
    unsortedHint: 'Choose an agency; its staff read your matter and pass it to the right unit.',
    sortedBy: (agency: string) => `The ${agency} finds out`,
    of: (agency: string) => ` (${agency})`,
  },
};

const MOST_IN_GROUP = 10;

type Choosing = Pick<Asking, 'services' | 'organisations' | 'locale'>;

/** A service as a choice; with its agency in the name where another agency has a service of the same name. */
export function choiceOf(
  service: ServiceEntry,
  { services, organisations, locale }: Choosing,
  withAgency = false,
): Choice {
  const label = service.name[locale];
  const agency = organisations.find(({ id }) => id === service.organisation)?.name[locale] ?? '';
  const isShared = services.filter(({ name }) => name[locale] === label).length > 1;
  return {
    value: service.id,
    label: isShared || withAgency ? `${label}${words[locale].of(agency)}` : label,
    hint: service.description[locale],
  };
}

type GroupsProps = Choosing &
  Pick<Asking, 'answers'> & { all: Asking; id?: string; error?: string | undefined };

/** All services, folded by agency; a browser without script unfolds them too. */
export function ServiceGroups({ services, organisations, locale, answers, all, id, error }: GroupsProps) {
  const said = words[locale];
  const chosen = answers['service'];
  const desks = services.filter(({ forUnsorted }) => forUnsorted);
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} {...(id && { id, tabindex: -1 })}>
      <legend class="label">{said.byAgency}</legend>
      <HintAndError name="service" label={said.byAgency} error={error} />
      {organisations.flatMap((agency) =>
        parted(services, agency).map((part, at, parts) => (
          <Fold
            key={part[0]!.id}
            title={agency.name[locale] + said.part(at + 1, parts.length)}
            choices={part.map((one) => choiceOf(one, all))}
            chosen={chosen}
          />
        )),
      )}
      {desks.length > 0 ? (
        <Fold
          title={said.unsorted}
          hint={said.unsortedHint}
          choices={desks.map(({ id: value, organisation }) => ({
            value,
            label: said.sortedBy(organisations.find((one) => one.id === organisation)?.name[locale] ?? ''),
          }))}
          chosen={chosen}
        />
      ) : null}
    </fieldset>
  );
}

/** The services of an agency in even parts of at most ten. */
function parted(services: readonly ServiceEntry[], { id }: OrganisationEntry): ServiceEntry[][] {
  const own = services.filter(({ organisation, forUnsorted }) => organisation === id && !forUnsorted);
  const parts = Math.ceil(own.length / MOST_IN_GROUP);
  const size = Math.ceil(own.length / parts);
  return Array.from({ length: parts || 0 }, (_, n) => own.slice(n * size, (n + 1) * size));
}

function Fold({
  title,
  hint,
  choices,
  chosen,
}: {
  title: string;
  hint?: string;
  choices: readonly Choice[];
  chosen: string | undefined;
}) {
  return (
    <details class="fold" open={choices.some(({ value }) => value === chosen)}>
      <summary>{title}</summary>
      <fieldset class="fold-inside">
        <legend class="unseen">{title}</legend>
        {hint ? <p class="hint">{hint}</p> : null}
        <RadioList name="service" value={chosen} choices={choices} />
      </fieldset>
    </details>
  );
}
