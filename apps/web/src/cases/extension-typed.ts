const NUMBER = /^(\d{1,3})(個?工作[日天])?$/;

/** A number that was typed as the length of an extension means working days; what the API takes is left as it is. */
export function extended({ length, ...input }: Record<string, unknown>): Record<string, unknown> {
  if (typeof length !== 'string') return length === undefined ? input : { ...input, length };
  const typed = length.normalize('NFKC').replaceAll(/\s/g, '');
  const days = NUMBER.exec(typed)?.[1];
  return { ...input, length: days === undefined ? typed : `${Number(days)}wd` };
}
