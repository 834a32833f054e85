import { within } from './errors';

const NAME = 'flotilla-probe';
const PATIENCE_MS = 3000;

let asked: Promise<boolean> | undefined;

function open(): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.open(NAME);
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = () => resolve(false);
  });
}

/**
 * Whether the profile's storage opens. A page that cannot read its login looks like one that was logged out, and shows a
 * code: nothing of a login may be believed before this is known. Asked anew each time, since disks run full.
 */
export async function storageWorks(): Promise<boolean> {
  asked ??= within(PATIENCE_MS, 'the storage', open())
    .catch(() => false)
    .finally(() => (asked = undefined));
  return asked;
}
