import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key by which tokens are encrypted: 32 bytes, and the name under which ciphertexts know it. */
export interface VaultKey {
  readonly id: string;
  readonly key: Buffer;
}

/** A token was encrypted with a key that is not configured (any more). */
export class UnknownKey extends Error {
  constructor(id: string) {
    super(
      `A token in the database was encrypted with the key “${id}”, which TOKEN_ENCRYPTION_KEY does not have. Put it back behind the other keys, with a comma before it (${id}:…), or install the app again with /slack/install.`,
    );
    this.name = 'UnknownKey';
  }
}

/** What is in the database is not what this app encrypted for this place. */
export class BrokenSeal extends Error {
  constructor() {
    super(
      'A token in the database cannot be decrypted: it was changed, or moved from another row, or TOKEN_ENCRYPTION_KEY has another key under the same name. Install the app again with /slack/install.',
    );
    this.name = 'BrokenSeal';
  }
}

/** Encrypts what must not be readable in the database or a backup of it. */
export interface Vault {
  /** The name of the key that encrypts. */
  readonly keyInUse: string;
  /** `place` says where the text will stand: it can be opened there only. */
  seal(text: string, place: readonly string[]): string;
  /** @throws UnknownKey, BrokenSeal. */
  open(sealed: string, place: readonly string[]): string;
  /** Whether it was encrypted with the key that is used now. */
  isCurrent(sealed: string): boolean;
}

const VERSION = 'v1';
/** Twelve bytes, as GCM is meant to have (NIST SP 800-38D, 8.2). */
const IV_BYTES = 12;

/** A vault of AES-256-GCM. The first key encrypts; all of them decrypt. */
export function vaultWith(keys: readonly [VaultKey, ...VaultKey[]]): Vault {
  const [current] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    keyInUse: current.id,
    seal: (text, place) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(addressOf(current.id, place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
      return [VERSION, current.id, ...parts].join('.');
    },
    open: (sealed, place) => {
      const [version, id = '', iv = '', tag = '', content = ''] = sealed.split('.');
      if (version !== VERSION) throw new BrokenSeal();
      const key = byId.get(id);
      if (!key) throw new UnknownKey(id);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 })
          .setAAD(addressOf(id, place))
          .setAuthTag(bytes(tag));
        return Buffer.concat([decipher.update(bytes(content)), decipher.final()]).toString('utf8');
      } catch {
        throw new BrokenSeal();
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${current.id}.`),
  };
}

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

/** Unambiguous: no two places, and no place under another key, have the same address. */
const addressOf = (id: string, place: readonly string[]): Buffer =>
  Buffer.from(JSON.stringify([VERSION, id, ...place]));
