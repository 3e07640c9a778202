export interface RunningPostgres {
  url: string;
  pid: number;
  stop(): Promise<void>;
}
export function startPostgres(options?: { safe?: boolean; folder?: string }): Promise<RunningPostgres>;
