import { publish } from './core/loader';
import { Database } from './data/database';
import { loadCredentials, loadKeys } from './data/keys';
import { App } from './flow/app';
import { WEB_VERSION } from './flow/session';
import { setState } from './flow/state';
import { defineBallast } from './modules/ballast';
import { defineBoot } from './modules/boot';
import { defineCollections } from './modules/collections';
import { defineInert } from './modules/inert';
import { defineMessages } from './modules/messages';
import { defineModels } from './modules/models';
import { watch } from './view';
import type { BootSettings } from './wire';

declare global {
  interface Window {
    simulatorSettings: BootSettings;
  }
}

/** From now on IndexedDB fails for everybody in the page, in the way that Chromium's does on a profile it cannot open. */
function breakStorage(): void {
  IDBFactory.prototype.open = function () {
    const error = new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    const request = Object.create(IDBOpenDBRequest.prototype, { error: { value: error } }) as IDBOpenDBRequest;
    let onerror: ((event: Event) => void) | undefined;
    Object.defineProperty(request, 'onerror', { set: (listener: typeof onerror) => (onerror = listener) });
    for (const name of ['onsuccess', 'onupgradeneeded', 'onblocked']) Object.defineProperty(request, name, { set: () => undefined });
    setTimeout(() => onerror?.(new Event('error')), 0);
    return request;
  };
}

async function boot(settings: BootSettings): Promise<void> {
  const db = await Database.open();
  const [keys, credentials, stored] = await Promise.all([loadKeys(db), loadCredentials(db), db.keysOf('message')]);
  const app = new App(db, keys, credentials, settings, new Set(stored));
  defineBoot(app, keys);
  defineModels();
  defineMessages(app);
  defineInert();
  defineCollections();
  defineBallast(settings.ballast);
  await app.restore();
  publish();
  window.Debug = { VERSION: WEB_VERSION };
  watch(app.session);
  app.session.start();
}

/** A profile that cannot be opened is not a logout: the page says so and stays where it is. */
function storageFailed(error: unknown): void {
  setState('SYNCING', 'OPENING', 'UNLAUNCHED');
  const title = document.querySelector('h1');
  if (title) title.textContent = 'WhatsApp could not open its storage';
  console.error('storage initialization failed', error);
}

const settings = window.simulatorSettings;
if (settings.storage_broken) breakStorage();
setTimeout(() => void boot(settings).catch(storageFailed), settings.boot_delay_ms);
