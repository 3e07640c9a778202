/** Progress of long work: `done` of `of`. */
export const ProgressBar = ({ label, done, of }: { label: string; done: number; of: number }) => (
  <div class="progress">
    <label>
      {label}
      <progress value={done} max={of} />
    </label>
    <span class="number">
      {done} / {of}
    </span>
  </div>
);
