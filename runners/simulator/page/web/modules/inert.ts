import { Collection } from '../core/collection';
import { define, type Exports } from '../core/loader';
import { Model } from '../core/model';

/**
 * Functions that wa-js wraps or probes at start and that no bot here calls. They are there because wa-js looks through
 * all modules for each one that is missing, which takes seconds on a page with thousands of modules.
 */
const FUNCTIONS: Record<string, string[]> = {
  WAWebABProps: ['getABPropConfigValue'],
  WAWebBackendApi: ['createChatRecord'],
  WAWebCallingGating: ['isCallingEnabled', 'isVoipDownloadEnabled', 'isUnsupportedBrowserForWebCalling', 'getUnsupportedBrowserReason'],
  WAWebChatPinnedUtils: ['getNumChatsPinned'],
  WAWebDBGroupAction: ['updateDBForGroupAction'],
  WAWebE2EProtoGenerator: ['createMsgProtobuf'],
  WAWebE2EProtoParser: ['mediaTypeFromProtobuf', 'typeAttributeFromProtobuf'],
  WAWebEncryptAndSendMsg: ['encryptAndSendMsg'],
  WAWebFilterExcluded: ['isFilterExcludedFromSearchTreatmentInInboxFlow'],
  WAWebFanoutStanza: ['createFanoutMsgStanza'],
  WAWebLabelCollectionUtils: ['addToLabelCollection', 'removeLabelFromCollection'],
  WAWebLinkPreviewMinimal: ['genMinimalLinkPreview'],
  WAWebMediaTypeEncoding: ['encodeMaybeMediaType'],
  WAWebMsgUnread: ['isUnreadTypeMsg'],
  WAWebPollsVotesDB: ['upsertVotes'],
  WAWebPrimaryFeatures: ['primaryFeatureEnabled'],
  WAWebProcessSticker: ['processRawSticker'],
  WAWebUploadMedia: ['uploadMedia'],
  WAWebVideoThumbs: ['generateVideoThumbsAndDuration'],
};

const CONTACT_GETTERS = [
  'getCanRequestPhoneNumber',
  'getIsBroadcast',
  'getIsDisplayNameApproved',
  'getIsGroup',
  'getIsIAS',
  'getIsPSA',
  'getIsSupportAccount',
  'getIsUser',
  'getIsWAContact',
  'getPremiumMessageName',
  'getShouldForceBusinessUpdate',
  'getShowBusinessCheckmarkAsPrimary',
  'getShowBusinessCheckmarkAsSecondary',
  'getShowBusinessCheckmarkInChatlist',
];

const FRONTEND_GETTERS = [
  'getDisplayName',
  'getDisplayNameOrPnForLid',
  'getFormattedName',
  'getFormattedPhone',
  'getFormattedShortNameWithNonBreakingSpaces',
  'getFormattedUser',
  'getHeader',
  'getIsMyContact',
  'getMentionName',
  'getSearchName',
  'getSearchVerifiedName',
];

/** Functions that answer nothing; each is its own, since wa-js tells them apart by identity. */
export function inert(names: string[]): Exports {
  return Object.fromEntries(names.map((name) => [name, () => undefined]));
}

export const contactGetters = (): Exports => inert(CONTACT_GETTERS);
export const frontendGetters = (): Exports => inert(FRONTEND_GETTERS);

class ChatSearchQuery {
  updateLabelQuery(): void {
    // The page has no chat list to filter.
  }
}

class CallCollection extends Collection {}
class StatusCollection extends Collection {}
class BlocklistCollection extends Collection {}

class Component {}
class PureComponent extends Component {}

/** Modules that wa-js expects at start. */
export function defineInert(): void {
  for (const [id, names] of Object.entries(FUNCTIONS)) define(id, inert(names));
  // The real page is made of React. wa-js asks of each module whether it is a component, and looks for React until it is
  // there: without it, two errors would be thrown and caught for each of thousands of modules.
  define('react', { Component, PureComponent });
  define('WAWebCallCollection', { CallCollection: new CallCollection(Model), CallCollectionImpl: CallCollection });
  define('WAWebStatusCollection', {
    StatusV3Collection: new StatusCollection(Model),
    StatusV3CollectionImpl: StatusCollection,
  });
  define('WAWebBlocklistCollection', {
    BlocklistCollection: new BlocklistCollection(Model),
    BlocklistCollectionImpl: BlocklistCollection,
  });
  define('WAWebLid1X1MigrationGating', { Lid1X1MigrationUtils: { isLidMigrated: () => true } });
  define('WAWebChatSearchQuery', { SearchQuery: ChatSearchQuery });
}
