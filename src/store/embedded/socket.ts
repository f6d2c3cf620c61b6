import { chmod, rm } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/*
 * The embedded database serves one process, so command-line tools ask that process, over a socket in DATA_DIR that
 * nobody but its owner can open. One question, one answer, both JSON.
 */

/** What the running app does for command-line tools, by name. Answers must be JSON. */
export type Deeds = Readonly<Record<string, (asked: unknown) => Promise<unknown>>>;

export interface ToolSocket {
  readonly close: () => Promise<void>;
}

/** The app has the question and said no to it, in words. */
export class ToolRefused extends Error {}

/** Longer than any question takes. */
const ANSWER_WITHIN_MS = 60_000;
/** No question of ours is as long as this. */
const LONGEST_QUESTION = 1_000_000;
/** What the operating system takes as the path of a socket. */
const LONGEST_PATH = 100;

/** Where the socket stands. */
export function socketIn(dataDir: string): string {
  return join(dataDir, 'tools.sock');
}

/**
 * Opens the socket. Only whoever holds the lock on `dataDir` may, so what stands there already is left over.
 * @throws where the path is longer than the operating system takes.
 */
export async function serveTools(dataDir: string, deeds: Deeds): Promise<ToolSocket> {
  const path = socketIn(dataDir);
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new Error(`The path ${path} is too long for a socket: give DATA_DIR a shorter one.`);
  await rm(path, { force: true });
  const server = createServer((asked, answer) => void answerTo(deeds, asked, answer));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Nobody else may open it, not even between its creation and the `chmod`.
    const mask = process.umask(0o177);
    server.listen(path, resolve);
    process.umask(mask);
  });
  await chmod(path, 0o600);
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(path, { force: true });
    },
  };
}

async function answerTo(deeds: Deeds, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const say = (status: number, content: unknown): void => {
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  };
  try {
    const deed = deeds[(asked.url ?? '').slice(1)];
    if (!deed) return say(404, { problem: 'The running app is of another version and does not know this.' });
    const answered: unknown = await deed(JSON.parse(await textOf(asked)));
    say(200, answered ?? null);
  } catch (error) {
    say(500, { problem: error instanceof Error ? error.message : String(error) });
  }
}

/** Whether somebody answers at the socket of this directory. */
export async function isServed(dataDir: string): Promise<boolean> {
  return ask(dataDir, 'ping', null).then(
    () => true,
    (error: unknown) => error instanceof ToolRefused,
  );
}

/**
 * Asks the running app.
 * @throws ToolRefused with its words, or the connection’s own error where nobody listens.
 */
export async function ask(dataDir: string, deed: string, asked: unknown): Promise<unknown> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const question = request({ socketPath: socketIn(dataDir), path: `/${deed}`, method: 'POST' }, resolve);
    question.setTimeout(ANSWER_WITHIN_MS, () => question.destroy(new Error('The running app does not answer.')));
    question.on('error', reject);
    question.end(JSON.stringify(asked ?? null));
  });
  const content: unknown = JSON.parse(await textOf(answer));
  if (answer.statusCode === 200) return content;
  throw new ToolRefused(problemIn(content));
}

function problemIn(content: unknown): string {
  const problem = typeof content === 'object' && content !== null && 'problem' in content ? content.problem : null;
  return typeof problem === 'string' ? problem : 'The running app could not do it.';
}

async function textOf(message: IncomingMessage): Promise<string> {
  const isQuestion = message.method !== undefined && message.method !== null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (isQuestion && length > LONGEST_QUESTION) throw new Error('The question is too long.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
