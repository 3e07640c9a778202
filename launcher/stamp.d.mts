export function hashOf(root: string, paths: string[]): string;
