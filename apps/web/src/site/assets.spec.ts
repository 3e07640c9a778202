import { tmpdir } from 'node:os';

describe('asset', () => {
  const started = process.cwd();
  afterEach(() => process.chdir(started));

  it('is found from any working directory', async () => {
    process.chdir(tmpdir());
    const { asset } = await import('./assets.js');
    expect(asset('icon.svg')).toMatch(/^\/assets\/icon\.svg\?v=[\w-]{8}$/);
  });
});
