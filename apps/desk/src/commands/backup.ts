import { Trail } from '@app/people';
import { loadSettings } from '@app/platform';
import type { Command } from 'commander';
import { backupTo, restoreFrom, type BackedUp } from '../backup.js';
import type { RestoredKeys } from '../case-keys.js';
import { withDesk } from '../open-desk.js';
import { show } from '../screen.js';

const KEY_APART =
  'secret.key is not in it: keep secret.key (or SECRET_KEY) in another place; without it the personal data cannot be read';

/** Backup and restore of the database. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the database and its files into a folder while the desk runs')
    .argument('<dir>', 'an empty or new folder')
    .option('--keys <dir>', 'folder of the data keys of the cases; default: <dir>-keys')
    .option('--with-key', 'also copy secret.key; who has both can read everything')
    .option('--json', 'machine-readable')
    .action(backup);
  program
    .command('restore')
    .description('put a backup into an empty DATA_DIR or database; stop the desk before')
    .argument('<dir>', 'the folder that backup wrote')
    .option(
      '--keys <dir>',
      'folder of the newest data keys, so that what was erased stays erased; default: <dir>-keys',
    )
    .option('--json', 'machine-readable')
    .action(async (dir: string, { json = false, keys }: Options) => {
      const restored = await restoreFrom(loadSettings(), dir, { now: Date.now(), ...(keys && { keys }) });
      show(restored, json, () => restoredWords(restored));
    });
}

interface Options {
  withKey?: boolean;
  keys?: string;
  json?: boolean;
}

async function backup(dir: string, { json = false, ...options }: Options): Promise<void> {
  const done = await backupTo(loadSettings(), dir, options);
  await withDesk((desk) => desk.get(Trail).note('BACKED_UP', null, { withKey: done.withKey }));
  show(done, json, () =>
    [
      `backed up ${done.file} and ${done.files} file(s)`,
      done.missing > 0 ? `${done.missing} file(s) were not there: run bin/desk audit` : '',
      keysApart(done.keysFile),
      done.withKey ? '' : KEY_APART,
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

type Restored = BackedUp & RestoredKeys & { files: number };

const keysApart = (file: string) =>
  `the data keys of the cases are in ${file}: keep them apart from the data, ` +
  'and keep only the newest: an older one brings back what was erased since';

const restoredWords = ({ withKey, keysFile, erased, files }: Restored): string =>
  `${files} file(s) restored\n` +
  `${erased} case(s) without a data key: erased, and marked so (keys: ${keysFile})\n` +
  (withKey
    ? 'restored, with its key; start with bin/up'
    : 'restored; put the secret.key of then into DATA_DIR (or give SECRET_KEY), then start with bin/up');
