import { once } from 'node:events';

import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import type { Simulator } from '../../../src/simulator/simulator.js';
import { codeOf, webClient } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const TOKEN = 'xapp-simulated';
const grid = useGrid({ appToken: TOKEN, patience: 300 });

interface Connection {
  readonly socket: WebSocket;
  readonly heard: Record<string, unknown>[];
  /** The next thing that is said. */
  readonly next: () => Promise<Record<string, unknown>>;
}

const address = async (simulator: Simulator): Promise<string> =>
  String((await webClient(simulator, TOKEN).apps.connections.open()).url);

async function connect(simulator: Simulator): Promise<Connection> {
  const socket = new WebSocket(await address(simulator));
  const heard: Record<string, unknown>[] = [];
  let told = 0;
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
  const next = async (): Promise<Record<string, unknown>> => {
    told += 1;
    while (heard.length < told) await new Promise((resolve) => setTimeout(resolve, 5));
    return heard[told - 1] ?? {};
  };
  await once(socket, 'open');
  return { socket, heard, next };
}

describe('apps.connections.open', () => {
  it('gives out an address that is good once, for the app token only', async () => {
    const { simulator } = grid;
    await expect(codeOf(webClient(simulator, simulator.botToken).apiCall('apps.connections.open'))).resolves.toBe(
      'invalid_auth',
    );
    await expect(codeOf(webClient(simulator).apiCall('apps.connections.open'))).resolves.toBe('not_authed');
    const url = await address(simulator);
    const first = new WebSocket(url);
    await once(first, 'open');
    const second = new WebSocket(url);
    await expect(once(second, 'open')).rejects.toThrow(/socket hang up/u);
    first.close();
    expect(simulator.calls('apps.connections.open').map(({ token, ok }) => [token, ok])).toEqual([
      ['bot', false],
      ['none', false],
      ['app', true],
    ]);
  });

  it('is of no use without Socket Mode', async () => {
    const other = await grid.another();
    await expect(codeOf(webClient(other, TOKEN).apiCall('apps.connections.open'))).resolves.toBe('invalid_auth');
  });
});

describe('Socket Mode', () => {
  it('greets, sends a command as an envelope, and shows what its answer carries', async () => {
    const { simulator } = grid;
    const { socket, next } = await connect(simulator);
    expect(await next()).toEqual({ type: 'hello', num_connections: 1 });
    const ada = simulator.as('ada');
    const typed = ada.command('/plain', '@ada');
    const { envelope_id, payload, ...rest } = await next();
    expect(rest).toEqual({ type: 'slash_commands', accepts_response_payload: true });
    expect(payload).toMatchObject({ command: '/plain', user_id: simulator.org.person('ada').id });
    socket.send(JSON.stringify({ envelope_id, payload: { response_type: 'ephemeral', text: 'Not yet.' } }));
    expect(await typed).toMatchObject({ ok: true });
    expect(ada.ephemerals().map(({ text }) => text)).toEqual(['Not yet.']);
    const again = ada.command('/plain');
    socket.send(JSON.stringify({ envelope_id: (await next())['envelope_id'] }));
    expect(await again).toMatchObject({ ok: true });
    socket.close();
    await once(socket, 'close');
  });

  it('goes over any one of the connections, and over none that is to be replaced', async () => {
    const { simulator } = grid;
    const all = [await connect(simulator), await connect(simulator)];
    for (const { next } of all) await next();
    const ada = simulator.as('ada');
    await Promise.all([ada.command('/plain'), ada.command('/plain')]);
    expect(all.map(({ heard }) => heard.length)).toEqual([2, 2]);
    simulator.slack.sockets.refresh();
    for (const { next } of all) await next();
    for (const { next } of all) expect(await next()).toEqual({ type: 'disconnect', reason: 'refresh_requested' });
    expect(await ada.command('/plain')).toMatchObject({ ok: false });
    for (const { socket } of all) socket.close();
  });

  it('says that the app did not answer where it does not, or is not there', async () => {
    const { simulator } = grid;
    const { socket } = await connect(simulator);
    const ada = simulator.as('ada');
    await ada.command('/plain');
    socket.terminate();
    await once(socket, 'close');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await ada.command('/plain');
    expect(simulator.deliveries('slash_command').map(({ outcome }) => outcome.kind)).toEqual([
      'timeout',
      'unreachable',
    ]);
  });
});
