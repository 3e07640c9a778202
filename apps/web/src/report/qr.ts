import { createRequire } from 'node:module';
import type { create as Create } from 'qrcode';

const require = createRequire(import.meta.url);
let create: typeof Create | undefined;

/** A QR code as one path of unit squares. */
export interface QrCode {
  size: number;
  path: string;
}

/** The part of the package that computes; its writers of files and its command line are not loaded. */
export function qrOf(text: string): QrCode {
  create ??= (require('qrcode/lib/core/qrcode') as { create: typeof Create }).create;
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data, (bit, at) => (bit ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : ''));
  return { size, path: dark.join('') };
}
