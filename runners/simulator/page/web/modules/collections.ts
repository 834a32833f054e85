import { define } from '../core/loader';
import type { Chat } from '../core/models';
import * as stores from '../data/stores';
import { inert } from './inert';

/**
 * Modules that whatsapp-web.js asks for by name and wa-js does not: it is measured against the same page. Texts are
 * enough for that; its media, groups and channels are not served.
 */
export function defineCollections(): void {
  define('WAWebCollections', {
    Msg: stores.MsgStore,
    Chat: stores.ChatStore,
    Contact: stores.ContactStore,
    GroupMetadata: stores.GroupMetadataStore,
    Blocklist: { get: () => undefined },
  });
  define('WAWebOfflineHandler', { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } });
  define('WAWebCompanionRegClientUtils', { DEVICE_PLATFORM: 'CHROME' });
  define('WAWebAdvSignatureApi', inert(['generateDeviceSignature']));
  define('WAWebMiscBrowserUtils', { info: () => ({ os: 'Linux', name: 'Chrome' }) });
  define('WAWebSyncGatingUtils', inert(['isPlaceholderMessageResendEnabled']));
  define('WALinkify', { findLinks: () => [], findLink: () => undefined });
  define('WAWebChatGetters', {
    getIsNewsletter: (chat: Chat) => chat.id.isNewsletter(),
    getIsBroadcast: (chat: Chat) => chat.id.isBroadcast(),
  });
}
