import { loadSettings } from '@app/platform';
import type { Command } from 'commander';
import { backupTo, restoreFrom, type BackedUp } from '../backup.js';
import { show } from '../screen.js';

const KEY_APART =
  'the key is not in it: keep secret.key (or SECRET_KEY) in another place; without it the personal data cannot be read';

/** Copies of the database, and back. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the database into a folder while the desk runs')
    .argument('<dir>', 'an empty or new folder')
    .option('--with-key', 'also copy secret.key; who has both can read everything')
    .option('--json', 'machine-readable')
    .action(async (dir: string, { withKey = false, json = false }: { withKey?: boolean; json?: boolean }) =>
      show(await backupTo(loadSettings(), dir, withKey), json, () =>
        `backed up\n${withKey ? '' : KEY_APART}`.trim(),
      ),
    );
  program
    .command('restore')
    .description('put a backup into an empty DATA_DIR or database; stop the desk before')
    .argument('<dir>', 'the folder that backup wrote')
    .option('--json', 'machine-readable')
    .action(async (dir: string, { json = false }: { json?: boolean }) => {
      const restored = await restoreFrom(loadSettings(), dir);
      show(restored, json, () => restoredWords(restored));
    });
}

const restoredWords = ({ withKey }: BackedUp): string =>
  withKey
    ? 'restored, with its key; start with bin/up'
    : 'restored; put the secret.key of then into DATA_DIR (or give SECRET_KEY), then start with bin/up';
