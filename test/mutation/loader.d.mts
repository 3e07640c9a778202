export function loadFrom(tree: string): void;
