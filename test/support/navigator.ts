import { request } from 'node:http';
import type { Browse, Page } from './browse.js';
import type { WebAddress } from './web.js';

/** Sends requests with the headers of a browser that shows the answer as a page; `fetch` says that a script asks. */
export class Navigator {
  private readonly jar: Map<string, string>;

  constructor(
    private readonly web: WebAddress,
    private readonly headers: Record<string, string> = {},
    from?: Browse,
  ) {
    const pairs = from?.cookies.split('; ').map((pair) => pair.split('=', 2) as [string, string]);
    this.jar = new Map(pairs);
  }

  get(path: string): Promise<Page> {
    return this.send('GET', path);
  }

  /** Sends a form with the token of the page that is given; redirects are not followed. */
  async post(path: string, typed: Record<string, string>, page: string): Promise<Page> {
    const { text } = await this.get(page);
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return this.send('POST', path, new URLSearchParams({ csrf, ...typed }).toString());
  }

  private send(method: string, path: string, body?: string): Promise<Page> {
    const headers = {
      ...{ 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'same-origin', ...this.headers },
      ...(this.jar.size > 0 && {
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      }),
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.web.url}${path}`, { method, headers }, (answer) => {
        for (const cookie of answer.headers['set-cookie'] ?? []) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
          this.jar.set(name!, value!);
        }
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: answer.statusCode!, text, location: answer.headers.location ?? null });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
