import { MsgKey } from '../core/msgkey';
import { createWid, type Wid } from '../core/wid';
import type { Database } from './database';

/** Somebody's emoji on a message, as WhatsApp Web's own functions give it; an empty one was taken back. */
export interface ReactionRow {
  msgKey: string;
  parentMsgKey: string;
  orphan: number;
  reactionText: string;
  read: boolean;
  senderUserJid: string;
  timestamp: number;
}

interface VoteRow {
  parentMsgKey: string;
  sender: string;
  selectedOptionLocalIds: number[];
  senderTimestampMs: number;
}

/** A vote in the page's words; no options say that it was taken back. */
export interface Vote {
  parentMsgKey: MsgKey;
  sender: Wid;
  selectedOptionLocalIds: number[];
  senderTimestampMs: number;
}

export interface Reactions {
  reactionByMe?: ReactionRow;
  reactions: { aggregateEmoji: string; hasReactionByMe: boolean; senders: ReactionRow[] }[];
}

/** What people put on messages, as the profile keeps it: of each person the newest. */
export class Marks {
  constructor(
    private readonly db: Database,
    private readonly isMe: (address: string) => boolean,
  ) {}

  /** Keeps a reaction; tells whether the message has any now. */
  async react(row: ReactionRow): Promise<boolean> {
    await this.db.put('reaction', [row.parentMsgKey, row.senderUserJid], row);
    return (await this.rows(row.parentMsgKey)).some((one) => one.reactionText);
  }

  /** Keeps a vote. */
  vote({ parentMsgKey, sender, ...rest }: Vote): Promise<void> {
    const row: VoteRow = { ...rest, parentMsgKey: parentMsgKey.toString(), sender: sender.toString() };
    return this.db.put('vote', [row.parentMsgKey, row.sender], row);
  }

  /** WhatsApp Web's getReactions: those of a message by emoji, without what was taken back. */
  async reactionsOf(message: string): Promise<Reactions> {
    const byEmoji = new Map<string, ReactionRow[]>();
    for (const row of await this.rows(message)) {
      if (row.reactionText) byEmoji.set(row.reactionText, [...(byEmoji.get(row.reactionText) ?? []), row]);
    }
    const mine = (senders: ReactionRow[]): ReactionRow | undefined => senders.find((row) => this.isMe(row.senderUserJid));
    const reactions = [...byEmoji].map(([aggregateEmoji, senders]) => ({ aggregateEmoji, hasReactionByMe: Boolean(mine(senders)), senders }));
    return { reactionByMe: mine([...byEmoji.values()].flat()), reactions };
  }

  /** WhatsApp Web's getVotes: those in some polls, with what was taken back. */
  async votesIn(polls: MsgKey[]): Promise<Vote[]> {
    const rows = await Promise.all(polls.map((poll) => this.db.under<VoteRow>('vote', poll.toString())));
    return rows.flat().map((row) => ({ ...row, parentMsgKey: MsgKey.fromString(row.parentMsgKey), sender: createWid(row.sender) }));
  }

  private rows(message: string): Promise<ReactionRow[]> {
    return this.db.under<ReactionRow>('reaction', message);
  }
}
