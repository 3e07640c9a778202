import { access, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MailTransport, SmsTransport, type HandOver, type OutgoingMessage } from './transport.js';

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
}

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
    return this.outbox.put(message, '.mail.txt', `${head.join('\n')}\n\n${message.text}\n`);
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
    return this.outbox.put(message, '.sms.txt', `To: ${message.to}\nId: ${message.id}\n\n${message.text}\n`);
  }
}
