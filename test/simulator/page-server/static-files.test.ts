import { createHash } from 'node:crypto';
import { request } from 'node:http';

import { describe, expect, it } from '@jest/globals';

import { contentSecurityPolicy } from '../../../src/simulator/page-server/static-files.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

async function get(path: string): Promise<{ status: number; type: string | null; policy: string; body: string }> {
  const response = await fetch(grid.simulator.url + path);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    policy: response.headers.get('content-security-policy') ?? '',
    body: await response.text(),
  };
}

/** A request whose headers `fetch` would not let us set. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { port } = new URL(grid.simulator.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describe('the page', () => {
  it('is served with a policy that lets nothing in from outside, and only its own import map inline', async () => {
    const { status, type, policy, body } = await get('/');
    expect({ status, type }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(map).digest('base64');
    expect(policy).toContain("default-src 'self';");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toContain('unsafe');
  });

  it('allows no inline script but an import map', () => {
    expect(contentSecurityPolicy('<script>alert(1)</script>')).toContain("script-src 'self';");
  });

  it.each(['preact', 'preact-hooks', 'preact-jsx-runtime'])('brings %s along out of node_modules', async (name) => {
    const { status, type, body } = await get(`/page/vendor/${name}.js`);
    expect({ status, type }).toEqual({ status: 200, type: 'text/javascript; charset=utf-8' });
    expect(body).toContain('export');
  });

  it('serves its own files and nothing above them', async () => {
    await expect(get('/page/static/index.html')).resolves.toMatchObject({ status: 200 });
    for (const path of [
      '/page/static/..%2fapi.ts',
      '/page/assets/..%2f..%2fmain.js',
      '/page/vendor/zod.js',
      '/etc/passwd',
    ]) {
      await expect(get(path)).resolves.toMatchObject({ status: 404 });
    }
  });
});

describe('strangers', () => {
  it('are turned away when they come under another name', async () => {
    await expect(raw('/', { host: 'evil.example' })).resolves.toBe(403);
    await expect(raw('/', { host: 'localhost:4100' })).resolves.toBe(200);
    await expect(raw('/', { host: '127.0.0.1.evil.example' })).resolves.toBe(403);
  });

  it('cannot make another web page drive the simulator', async () => {
    const { host } = new URL(grid.simulator.url);
    await expect(raw('/control/reset', { host, origin: 'https://evil.example' }, 'POST')).resolves.toBe(403);
    await expect(raw('/control/reset', { host, 'sec-fetch-site': 'cross-site' }, 'POST')).resolves.toBe(403);
    await expect(raw('/control/reset', { host, origin: 'null' }, 'POST')).resolves.toBe(403);
    await expect(raw('/control/reset', { host, origin: `http://${host}` }, 'POST')).resolves.toBe(200);
  });
});
