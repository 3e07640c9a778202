/** A file that cannot be imported at all; nothing was written. The message is one line for an operator. */
export class ImportError extends Error {}
