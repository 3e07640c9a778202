/** A file that cannot be imported as a whole; nothing of it was taken over. One line for a person. */
export class ImportError extends Error {}
