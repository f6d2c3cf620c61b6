import { HttpServer } from '../http/server.js';
import { serveAws } from './serve.js';
import type { AwsOptions } from './state.js';
import { AwsState } from './state.js';

/** A running simulated AWS: AWS Support App, and the part of AWS STS that leads into the accounts. */
export class Aws extends AwsState {
  readonly #host: string;
  readonly #server: HttpServer;
  #port = 0;

  constructor(host: string, options: AwsOptions) {
    super(options);
    this.#host = host;
    this.#server = new HttpServer([
      { path: '/control/', serve: (request, response) => serveAws(this, request, response) },
      { path: '/', serve: (request, response) => serveAws(this, request, response) },
    ]);
  }

  /** For `AWS_ENDPOINT_URL_SUPPORT_APP`. */
  get url(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  /** For `AWS_ENDPOINT_URL_STS`. */
  get stsUrl(): string {
    return this.url;
  }

  async listen(): Promise<void> {
    this.#port = await this.#server.listen(0, this.#host);
  }

  stop(): Promise<void> {
    return this.#server.close();
  }
}

/** Starts a simulated AWS on any free port of a loopback address. */
export async function startAws({ host = '127.0.0.1', ...options }: AwsOptions & { host?: string } = {}): Promise<Aws> {
  const aws = new Aws(host, options);
  await aws.listen();
  return aws;
}
