import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** The key by which checkpoints of the ledger are signed: Ed25519 (RFC 8032). */
export interface SigningKey {
  /** The 32 bytes of the public key, base64. */
  readonly publicKey: string;
  /** The signature of a text’s UTF-8 bytes, base64. */
  sign(text: string): string;
}

/** What stands before the 32 bytes of a seed or of a public key in the forms that Node reads (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Whether this is the base64 of 32 bytes: of a seed, or of a public key. */
export function isKey(text: string): boolean {
  return bytesOf(text, KEY_BYTES) !== null;
}

/** The key that belongs to a seed (base64 of 32 bytes). */
export function signingKey(seed: string): SigningKey {
  const bytes = bytesOf(seed, KEY_BYTES);
  if (!bytes) throw new TypeError('A seed is the base64 of 32 bytes.');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return {
    publicKey: publicKey.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

/** Whether whoever holds the private half of this key has signed this text. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const [key, bytes] = [bytesOf(publicKey, KEY_BYTES), bytesOf(signature, SIGNATURE_BYTES)];
  if (!key || !bytes) return false;
  const spki = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), spki, bytes);
}

/** A public key as other tools read it. */
export function pemOf(publicKey: string): string {
  const spki = Buffer.concat([SPKI, Buffer.from(publicKey, 'base64')]).toString('base64');
  return `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`;
}

/** Node reads base64 leniently; here every text of bytes has one form. */
function bytesOf(text: string, length: number): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : null;
}
