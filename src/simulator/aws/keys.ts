import { randomBytes } from 'node:crypto';

/** An access key and whose it is. */
export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
  account: string;
  /** Temporary keys have a session. */
  session: Session | null;
}

interface Session {
  name: string;
  token: string;
  /** Milliseconds since 1970. */
  expires: number;
}

/** Every access key there is: the one the app is given, and those that AssumeRole has handed out. */
export class Keys {
  readonly #known = new Map<string, Key>();

  constructor(own: Omit<Key, 'session'>) {
    this.#known.set(own.accessKeyId, { ...own, session: null });
  }

  find(accessKeyId: string): Key | undefined {
    return this.#known.get(accessKeyId);
  }

  /** Hands out temporary keys. */
  issue(account: string, name: string, expires: number): Key & { session: Session } {
    const key = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString('hex'),
      account,
      session: { name, token: randomBytes(24).toString('base64'), expires },
    };
    this.#known.set(key.accessKeyId, key);
    return key;
  }
}
