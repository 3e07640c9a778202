import type { WebAddress } from './web.js';

export interface Page {
  status: number;
  text: string;
  location: string | null;
}

export interface SentFile {
  name: string;
  bytes: Buffer;
}

/** A form with files, its fields in the order given and before the files. */
export function formOf(fields: Record<string, string>, files: readonly SentFile[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  return form;
}

/** A simple HTTP browser: keeps cookies and sends each form with the token of the last page. */
export class Browse {
  private csrf = '';

  constructor(
    private readonly web: WebAddress,
    private readonly jar = new Map<string, string>(),
    private readonly headers: Record<string, string> = {},
  ) {}

  static async signedIn(web: WebAddress, login: string, password: string): Promise<Browse> {
    const browse = new Browse(web);
    await browse.get('/desk/sign-in');
    const { status } = await browse.post('/desk/sign-in', { login, password });
    if (status !== 303) throw new Error(`${login} could not sign in: ${status}`);
    await browse.get('/desk/password');
    return browse;
  }

  /** The same browser with the same cookies, for another web process. */
  at(web: WebAddress): Browse {
    const there = new Browse(web, this.jar, this.headers);
    there.csrf = this.csrf;
    return there;
  }

  /** Another browser with the cookies that this one has now. */
  copy(): Browse {
    const other = new Browse(this.web, new Map(this.jar), this.headers);
    other.csrf = this.csrf;
    return other;
  }

  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string): Promise<Page> {
    return this.send(path, { method: 'GET' });
  }

  post(path: string, typed: Record<string, string>): Promise<Page> {
    return this.raw(path, new URLSearchParams({ csrf: this.csrf, ...typed }).toString());
  }

  /** Sends a form and follows where it leads, as a browser does. */
  async submit(path: string, typed: Record<string, string>): Promise<Page> {
    let page = await this.post(path, typed);
    while (page.status === 303) page = await this.get(page.location!);
    return page;
  }

  /** Sends a form with files in the field `files`, as a browser does: the token first. */
  upload(path: string, typed: Record<string, string>, files: readonly SentFile[]): Promise<Page> {
    return this.send(path, { method: 'POST', body: formOf({ csrf: this.csrf, ...typed }, files) });
  }

  /** The form token of the last page. */
  get token(): string {
    return this.csrf;
  }

  raw(path: string, body: string, contentType = 'application/x-www-form-urlencoded'): Promise<Page> {
    return this.send(path, { method: 'POST', body, headers: { 'content-type': contentType } });
  }

  private async send(path: string, init: RequestInit): Promise<Page> {
    const headers = { ...this.headers, ...(init.headers as Record<string, string>), cookie: this.cookies };
    const response = await fetch(`${this.web.url}${path}`, { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      // taken away by the answer
      if (value === '') this.jar.delete(name!);
      else this.jar.set(name!, value!);
    }
    const text = await response.text();
    this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf;
    return { status: response.status, text, location: response.headers.get('location') };
  }
}
