export interface RunningRedis {
  /** `unix://…` */
  url: string;
  pid: number;
  stop(): Promise<boolean>;
  kill(): Promise<boolean>;
}
export function startRedis(folder: string): Promise<RunningRedis>;
export function socketPath(dataDir: string): string;
export function redisUrl(socket: string): string;
