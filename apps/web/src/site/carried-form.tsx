import type { Carried } from './carried.js';
import { Button } from './pieces/button.js';
import { Form } from './pieces/form.js';
import { useSite } from './site.js';
import { siteWords } from './words.js';

/** Its id: the language switch submits it. */
export const CARRIED = 'carried';

/** The fields of a form that was not taken, with a new token, behind one button. */
export function CarriedForm({ action, fields, cookiesRefused }: Carried) {
  const { carried } = siteWords[useSite().locale];
  return (
    <>
      <p>{cookiesRefused ? carried.noCookies : carried.text}</p>
      {cookiesRefused ? (
        <p>
          {carried.otherwise}
          <a href="/services">{carried.phones}</a>
        </p>
      ) : null}
      <Form action={action} id={CARRIED} hidden={fields}>
        <Button>{carried.again}</Button>
      </Form>
    </>
  );
}
