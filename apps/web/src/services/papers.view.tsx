import type { ServiceEntry, ServiceForm } from '@app/catalogue';
import { useSite } from '../site/index.js';
import { servicesWords } from './words.js';

/** What to prepare, with the forms and filled examples to download. */
export function PapersView({ service }: { service: ServiceEntry }) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  if (!service.papers) return null;
  return (
    <>
      <h2>{said.papers}</h2>
      <ul class="papers">
        {service.papers.map(({ name, forms = [] }) => (
          <li key={name.en}>
            {name[locale]}
            {forms.map((form) => (
              <Downloads key={form.name} service={service} form={form} />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

const Downloads = ({ service, form }: { service: ServiceEntry; form: ServiceForm }) => {
  const { locale } = useSite();
  return (
    <p class="downloads">
      {form.formats.map((format) => (
        <a key={format} class="go" href={`/services/${service.id}/forms/${form.name}.${format}`} download>
          {form.label[locale]} ({format.toUpperCase()})
        </a>
      ))}
    </p>
  );
};
