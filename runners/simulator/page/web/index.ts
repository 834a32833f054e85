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

async function openDatabase(settings: BootSettings): Promise<Database> {
  if (settings.storage_broken) throw new Error('the profile cannot be opened');
  return Database.open();
}

async function boot(settings: BootSettings): Promise<void> {
  const db = await openDatabase(settings);
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
setTimeout(() => void boot(settings).catch(storageFailed), settings.boot_delay_ms);
