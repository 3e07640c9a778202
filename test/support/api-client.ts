import { formOf, type SentFile } from './browse.js';
import type { TestWeb, WebAddress } from './web.js';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

/** The JSON API as a script of an agency calls it. */
export class ApiClient {
  constructor(
    private readonly web: WebAddress,
    private readonly headers: Record<string, string> = {},
  ) {}

  static async of(web: TestWeb, login: string): Promise<ApiClient> {
    return new ApiClient(web, { authorization: `Bearer ${await web.token(login)}` });
  }

  with(headers: Record<string, string>): ApiClient {
    return new ApiClient(this.web, { ...this.headers, ...headers });
  }

  get(path: string): Promise<Answer> {
    return this.send(path, { method: 'GET' });
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.raw(path, JSON.stringify(body), 'application/json');
  }

  upload(path: string, files: readonly SentFile[]): Promise<Answer> {
    return this.send(path, { method: 'POST', body: formOf({}, files) });
  }

  raw(path: string, body: string, contentType: string): Promise<Answer> {
    return this.send(path, { method: 'POST', body, headers: { 'content-type': contentType } });
  }

  private async send(path: string, init: RequestInit): Promise<Answer> {
    const headers = { ...this.headers, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${this.web.url}${path}`, { redirect: 'manual', ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body };
  }
}
