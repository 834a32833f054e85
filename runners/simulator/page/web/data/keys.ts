import { toBase64 } from '../core/base64';
import type { Database } from './database';

/** The key material of the profile, which the QR code shows, and the credentials a scan brings. */
export interface Keys {
  staticKey: Uint8Array;
  identityKey: Uint8Array;
  secret: string;
}

export interface Credentials {
  token: string;
  me: string;
  lid: string;
  name: string;
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The profile's keys; made at the first start. */
export async function loadKeys(db: Database): Promise<Keys> {
  const known = await db.get<Keys>('keys', 'keys');
  if (known) return known;
  const keys = { staticKey: random(32), identityKey: random(32), secret: toBase64(random(32)) };
  await db.put('keys', 'keys', keys);
  return keys;
}

export const loadCredentials = (db: Database): Promise<Credentials | undefined> => db.get('keys', 'credentials');

export const saveCredentials = (db: Database, value: Credentials): Promise<void> => db.put('keys', 'credentials', value);
