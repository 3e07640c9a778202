import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MailTransport, SmsTransport, type HandOver, type OutgoingMessage } from './transport.js';

const [MAILS, TEXTS] = ['.mail.txt', '.sms.txt'] as const;

/** Writes each message once, under its id: a repeated call finds the file and changes nothing. */
class FileOutbox {
  private readonly folder: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'outbox');
  }

  async put(message: OutgoingMessage, ending: string, content: string): Promise<HandOver> {
    const name = `${message.label}-${message.id}`.replace(/[^\w.-]+/g, '_') + ending;
    const path = join(this.folder, name);
    await mkdir(this.folder, { recursive: true });
    if (!(await exists(path))) await writeWhole(path, content);
    return { state: 'ACCEPTED', providerId: name };
  }

  async forget(ids: readonly string[], ending: string): Promise<void> {
    const gone = new Set(ids);
    for (const name of await this.names(ending))
      if (gone.has(idIn(name))) await rm(join(this.folder, name), { force: true });
  }

  async kept(ending: string): Promise<string[]> {
    return (await this.names(ending)).map(idIn).filter(Boolean);
  }

  private async names(ending: string): Promise<string[]> {
    const all = await readdir(this.folder).catch((): string[] => []);
    return all.filter((name) => name.endsWith(ending));
  }
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
/** The id of the notice in the name of a file. */
const idIn = (name: string): string => UUID.exec(name)?.[0] ?? '';

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Writes to a temporary file, syncs it, then renames it, so that a reader never sees half a message. */
async function writeWhole(path: string, content: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, 'w', 0o600);
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(part, path);
  // the rename must survive a power failure too: the notice's row will say that the message was written
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

export class FileMail extends MailTransport {
  readonly repeatable = true;
  private readonly outbox: FileOutbox;

  constructor(
    dataDir: string,
    private readonly from: string,
  ) {
    super();
    this.outbox = new FileOutbox(dataDir);
  }

  send(message: OutgoingMessage): Promise<HandOver> {
    const head = [
      `From: ${this.from}`,
      `To: ${message.to}`,
      `Subject: ${message.subject ?? ''}`,
      `Message-ID: <${message.id}>`,
    ];
    return this.outbox.put(message, MAILS, `${head.join('\n')}\n\n${message.text}\n`);
  }

  override forget(ids: readonly string[]): Promise<void> {
    return this.outbox.forget(ids, MAILS);
  }

  override kept(): Promise<string[]> {
    return this.outbox.kept(MAILS);
  }
}

export class FileSms extends SmsTransport {
  readonly repeatable = true;
  private readonly outbox: FileOutbox;

  constructor(dataDir: string) {
    super();
    this.outbox = new FileOutbox(dataDir);
  }

  send(message: OutgoingMessage): Promise<HandOver> {
    return this.outbox.put(message, TEXTS, `To: ${message.to}\nId: ${message.id}\n\n${message.text}\n`);
  }

  override forget(ids: readonly string[]): Promise<void> {
    return this.outbox.forget(ids, TEXTS);
  }

  override kept(): Promise<string[]> {
    return this.outbox.kept(TEXTS);
  }
}
