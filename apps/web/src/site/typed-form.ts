export type TypedForm = Record<string, string>;

/** A form's fields as typed: strings only, whatever was sent. Repeated fields keep the last. */
export const typedIn = (body: unknown): TypedForm =>
  Object.fromEntries(
    Object.entries(body ?? {}).map(([name, value]) => [
      name,
      String(Array.isArray(value) ? value.at(-1) : value),
    ]),
  );
