import { Banner } from '../site/pieces/banner.js';
import { useSite } from '../site/site.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { adminWords } from './words.js';

interface Props {
  title: string;
  id: string;
  name: string;
  password: string;
}

/** A password that is shown once, on the answer to the form that made it. */
export function TemporaryPassword({ title, id, name, password }: Props) {
  const said = adminWords[useSite().locale].person;
  return (
    <AdminFrame here="people">
      <h1>{title}</h1>
      <Banner kind="success">
        <p>{said.temporary(name)}</p>
        <p class="temporary">
          <code>{password}</code>
        </p>
        <p>{said.temporaryNext}</p>
      </Banner>
      <p>
        <a href={`/desk/admin/people/${id}`}>{said.toPerson}</a>
      </p>
    </AdminFrame>
  );
}
