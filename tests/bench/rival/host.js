'use strict';
/*
 * whatsapp-web.js behind the same few commands as `ours.py`, one JSON line each way. The library is as published: only
 * the address of WhatsApp Web is another, which it takes from this table when it is loaded.
 */
const path = require('node:path');
const constants = require('whatsapp-web.js/src/util/Constants');
constants.WhatsWebURL = process.env.WHATSAPP_URL;
const { Client, LocalAuth } = require('whatsapp-web.js');

const held = new Map();
const tell = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function makeClient(session) {
  const root = process.getuid() === 0;
  return new Client({
    authStrategy: new LocalAuth({ clientId: String(session), dataPath: process.env.RUNNER_PROFILES_DIR }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath: process.env.CHROMIUM_PATH,
      // The full browser by the library's own default; the shell knows no other way.
      headless: path.basename(process.env.CHROMIUM_PATH).includes('headless-shell') ? 'shell' : true,
      // Chromium's sandbox can't start for root.
      args: root ? ['--no-sandbox'] : [],
    },
  });
}

/** Notes in the page when a message came, in whole milliseconds as our bridge does. */
const NOTE_ARRIVALS = `
  window.arrivedAt = {};
  window.require('WAWebCollections').Msg.on('add', (m) => { if (m.isNewMsg) window.arrivedAt[m.id.id] = Date.now(); });
`;

const HAVE_SYNCED = `if (window.require('WAWebSocketModel').Socket.hasSynced) window.onAppStateHasSyncedEvent();`;

const verbs = {
  async open({ session }) {
    const client = makeClient(session);
    const one = { client, heard: [] };
    held.set(session, one);
    const ready = new Promise((done) => client.once('ready', done));
    let code;
    client.on('qr', (qr) => (code = qr));
    client.on('message', (message) => {
      one.heard.push([message.id.id, performance.timeOrigin + performance.now()]);
      tell({ event: 'heard', session });
    });
    await client.initialize();
    // It begins to listen for the scan only after it told of the code; nobody scans as fast as a program.
    if (code) tell({ event: 'qr', session, qr: code });
    // The simulated page of a linked session has synced before the library listens for that; its own handler is called
    // at once then, as if it had heard.
    else await client.pupPage.evaluate(HAVE_SYNCED);
    await ready;
  },
  async close({ session }) {
    await held.get(session).client.destroy();
    held.delete(session);
    await pause(200);
  },
  async send({ session, chats, count, at_once }) {
    const { client } = held.get(session);
    let next = 0;
    const sender = async () => {
      while (next < count) {
        const number = next++;
        await client.sendMessage(chats[number % chats.length], `Answer ${number}`);
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: at_once }, sender));
    return (performance.now() - begun) / 1000;
  },
  async listen({ session }) {
    const one = held.get(session);
    one.heard.length = 0;
    await one.client.pupPage.evaluate(NOTE_ARRIVALS);
  },
  async delays({ session }) {
    const one = held.get(session);
    const arrived = await one.client.pupPage.evaluate('window.arrivedAt');
    return one.heard.map(([id, at]) => at - arrived[id]);
  },
};

async function answer({ id, do: verb, ...asked }) {
  try {
    tell({ id, answer: (await verbs[verb](asked)) ?? null });
  } catch (error) {
    tell({ id, error: String(error?.stack ?? error) });
  }
}

async function end() {
  await Promise.allSettled([...held.values()].map(({ client }) => client.destroy()));
  process.exit(0);
}

const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('line', (line) => void answer(JSON.parse(line)));
lines.on('close', () => void end());
