import type { Attributes } from '../core/model';
import { MediaData, type Chat, type Msg } from '../core/models';
import type { WireMedia } from '../wire';
import type { Outbound, SendResult } from './outbound';

const KEPT_FILES = 50;

/** Bytes of media by file hash; the least recently used go first. */
export class LruMedia {
  private readonly files = new Map<string, ArrayBuffer>();

  get(hash: string): Promise<ArrayBuffer | null> {
    return Promise.resolve(this.files.get(hash) ?? null);
  }
  put(hash: string, bytes: ArrayBuffer): Promise<void> {
    this.files.delete(hash);
    this.files.set(hash, bytes);
    const [oldest] = this.files.keys();
    if (this.files.size > KEPT_FILES && oldest) this.files.delete(oldest);
    return Promise.resolve();
  }
  del(hash: string): Promise<void> {
    this.files.delete(hash);
    return Promise.resolve();
  }
  clear(): Promise<void> {
    this.files.clear();
    return Promise.resolve();
  }
  count(): Promise<number> {
    return Promise.resolve(this.files.size);
  }
  has(hash: string): Promise<boolean> {
    return Promise.resolve(this.files.has(hash));
  }
}

/** Bytes that WhatsApp Web passes around without looking into them. */
export class OpaqueData {
  private constructor(private readonly blob: Blob) {}

  static createFromData(data: BlobPart, type?: string): Promise<OpaqueData> {
    return Promise.resolve(new OpaqueData(data instanceof Blob ? data : new Blob([data], { type })));
  }
  forceToBlob(): Blob {
    return this.blob;
  }
  type(): string {
    return this.blob.type;
  }
  size(): number {
    return this.blob.size;
  }
  url(): string {
    return URL.createObjectURL(this.blob);
  }
}

export interface PrepOptions {
  isPtt?: boolean;
  asDocument?: boolean;
  asSticker?: boolean;
  asGif?: boolean;
}

interface SendOptions {
  caption?: string;
  productMsgOptions?: Attributes;
}

function kindOf(mimetype: string, options: PrepOptions): string {
  if (options.asDocument) return 'document';
  if (options.asSticker) return 'sticker';
  if (options.isPtt) return 'ptt';
  const [family = ''] = mimetype.split('/');
  return ['image', 'video', 'audio'].includes(family) ? family : 'document';
}

/** Uploads and downloads, and WhatsApp Web's two-step sending of files. */
export class MediaLibrary {
  readonly cache = new LruMedia();

  constructor(private readonly outbound: Outbound) {}

  async upload(file: Blob, filename: string | null): Promise<WireMedia> {
    const query = new URLSearchParams({ mimetype: file.type, filename: filename ?? '' });
    const response = await fetch(`/media?${query.toString()}`, { method: 'POST', body: file });
    if (!response.ok) throw new Error(`the upload was refused: ${response.status}`);
    const media = (await response.json()) as WireMedia;
    await this.cache.put(media.id, await file.arrayBuffer());
    return media;
  }

  async download(msg: Msg): Promise<void> {
    const hash = msg.mediaData?.filehash;
    if (!hash) return;
    const response = await fetch(`/media/${encodeURIComponent(hash)}`);
    if (response.ok) await this.cache.put(hash, await response.arrayBuffer());
  }

  prepRawMedia(data: OpaqueData, options: PrepOptions): MediaPrep {
    return new MediaPrep(data, options, this, this.outbound);
  }
}

/** A file on its way to a chat. */
export class MediaPrep {
  readonly _mediaData: MediaData;

  constructor(
    private readonly data: OpaqueData,
    options: PrepOptions,
    private readonly library: MediaLibrary,
    private readonly outbound: Outbound,
  ) {
    const mimetype = data.type();
    this._mediaData = new MediaData({ type: kindOf(mimetype, options), mimetype, size: data.size(), mediaStage: 'PREP' });
  }

  waitForPrep(): Promise<MediaData> {
    return Promise.resolve(this._mediaData);
  }

  async sendToChat({ chat, options }: { chat: Chat; options: SendOptions }): Promise<SendResult> {
    const raw = options.productMsgOptions ?? {};
    const filename = typeof raw.filename === 'string' ? raw.filename : null;
    const media = await this.library.upload(this.data.forceToBlob(), filename);
    this._mediaData.set({ filehash: media.id, filename, mediaStage: 'RESOLVED' });
    const about = { mimetype: media.mimetype, size: media.size, filename };
    const attributes = { ...raw, ...about, type: this._mediaData.type, caption: options.caption ?? '', mediaData: this._mediaData };
    const [stored, sent] = this.outbound.addAndSend(chat, attributes, media);
    await stored;
    return sent;
  }
}
