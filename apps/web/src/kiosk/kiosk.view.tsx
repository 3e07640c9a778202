import { Button, ErrorSummary, Form, TextInput, useSite } from '../site/index.js';
import { KIOSK } from '../site/kiosk.js';
import { kioskWords } from './words.js';

/** Turns the mode on. */
export function TurnOn() {
  const { title, on } = kioskWords[useSite().locale];
  return (
    <div class="column">
      <h1>{title}</h1>
      <p>{on.text}</p>
      <Form action={KIOSK}>
        <Button>{on.button}</Button>
      </Form>
    </div>
  );
}

/** Turns it off; with the agency's PIN, where there is one. */
export function TurnOff({ pin, error }: { pin: boolean; error?: string | undefined }) {
  const { title, off } = kioskWords[useSite().locale];
  return (
    <div class="column">
      <ErrorSummary errors={error ? { pin: error } : {}} />
      <h1>{title}</h1>
      <p>{off.text}</p>
      <Form action={`${KIOSK}/leave`}>
        {pin ? (
          <TextInput
            name="pin"
            label={off.pin}
            hint={off.pinHint}
            type="password"
            size="short"
            error={error}
          />
        ) : null}
        <Button kind="secondary">{off.button}</Button>
      </Form>
    </div>
  );
}

/** The warning where there is no script: the browser goes on to the clearing by itself. */
export function StillThere({ to, seconds }: { to: string; seconds: number }) {
  const { still } = kioskWords[useSite().locale];
  return (
    <div class="column">
      <h1>{still.title}</h1>
      <p>{still.text(seconds)}</p>
      <p>
        <Button href={to}>{still.stay}</Button>
      </p>
    </div>
  );
}

export function Cleared() {
  const { cleared } = kioskWords[useSite().locale];
  return (
    <div class="column">
      <h1>{cleared.title}</h1>
      <p>{cleared.text}</p>
      <p>
        <Button href="/">{cleared.start}</Button>
      </p>
    </div>
  );
}
