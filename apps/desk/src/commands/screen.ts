/** Progress, and hints that are worth seeing last. */
export interface Screen {
  line(text: string): void;
  hint(text: string): void;
}
