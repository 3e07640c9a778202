import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  restart?: string;
}

const root = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const { services } = compose;
const LASTING = ['web', 'worker', 'redis', 'postgres'];

describe('docker-compose.yml', () => {
  it('describes the two processes, their servers and the preparation before them', () => {
    expect(Object.keys(services).sort()).toEqual([...LASTING, 'prepare'].sort());
  });

  it.each(LASTING)('checks the health of %s and restarts it', (name) => {
    // the check of web is in the image
    const check =
      name === 'web'
        ? /HEALTHCHECK[\s\S]*\/health\/ready/.test(read('Dockerfile'))
        : services[name]?.healthcheck?.test;
    expect(check).toBeTruthy();
    expect(services[name]?.restart).toBe('unless-stopped');
  });

  it('keeps every ring in Redis until it is answered', () => {
    const command = services['redis']!.command!.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
  });

  it('keeps all data in named volumes', () => {
    const used = Object.values(services).flatMap((service) => service.volumes ?? []);
    const named = used.map((volume) => volume.split(':')[0]);
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
    for (const name of LASTING) expect(services[name]?.volumes).toHaveLength(1);
  });

  it.each(['web', 'worker'])('starts %s only after the preparation and its servers', (name) => {
    expect(services[name]?.depends_on).toEqual({
      prepare: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });

  it('contains no secret', () => {
    const values = Object.values(services).flatMap((service) => Object.entries(service.environment ?? {}));
    const secrets = values.filter(([name]) => /SECRET|PASSWORD|_URL$/.test(name) && name !== 'REDIS_URL');
    expect(secrets.length).toBeGreaterThan(5);
    for (const [, value] of secrets) expect(value).toMatch(/\$\{\w+:[-?]/);
  });

  it('runs the programs the build makes', () => {
    const mains = ['web', 'worker', 'prepare'].map((name) => services[name]!.command![1]);
    expect(mains).toEqual(['web', 'worker', 'desk'].map((app) => `dist/apps/${app}/src/main.js`));
  });
});

describe('Dockerfile', () => {
  it('runs as an ordinary user, without build tools, with the config and the assets in it', () => {
    const last = read('Dockerfile')
      .split(/^FROM /m)
      .at(-1)!;
    expect(last).toMatch(/^USER node$/m);
    expect(last).not.toMatch(/npm (ci|run)/);
    expect(last).toMatch(/^COPY config config$/m);
    expect(last).toMatch(/^COPY apps\/web\/assets apps\/web\/assets$/m);
  });
});
