/** Output of progress lines, and of hints to be shown at the end. */
export interface Screen {
  line(text: string): void;
  hint(text: string): void;
}
