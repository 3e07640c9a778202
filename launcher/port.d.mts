export function whyNotFree(port: number): Promise<string | undefined>;
export function freePort(): Promise<number>;
