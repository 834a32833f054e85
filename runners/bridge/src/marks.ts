import type { MsgModel } from './uses';
import type { MessageSeen, Reaction, Vote } from './protocol';
import { wa } from './uses';

/** What wa-js's own types leave out, or call otherwise than what it gives. */
interface Raw {
  hasReaction?: boolean;
}
interface Sender {
  sender?: { toString(): string };
  reactionText: string;
  timestamp: number;
}

const EARLIEST_MS = 100_000_000_000;

/** WhatsApp Web dates some things in seconds and others in milliseconds. */
const toMs = (time: number): number => Math.round(time < EARLIEST_MS ? time * 1000 : time);

/** When a mark was made, as a field of its event; nothing where WhatsApp Web does not say. */
export const madeAt = (time: unknown): { made_at?: number } => (Number(time) > 0 ? { made_at: toMs(Number(time)) } : {});

const isDated = ({ from, at }: Reaction | Vote): boolean => Boolean(from) && Number.isFinite(at);

/** wa-js says that these are numbers, and gives the options themselves, with holes where one was not chosen. */
export const chosen = (options: unknown): string[] =>
  (options as ({ name?: string } | undefined)[]).flatMap((option) => (option?.name ? [option.name] : []));

async function reactionsTo(msg: MsgModel): Promise<Reaction[]> {
  const { reactions } = await wa('chat.getReactions')(msg.id.toString());
  const senders = reactions.flatMap((one) => one.senders as unknown as Sender[]);
  return senders
    .map(({ sender, reactionText, timestamp }) => ({ from: sender?.toString() ?? '', emoji: reactionText, at: toMs(timestamp) }))
    .filter((one) => isDated(one) && Boolean(one.emoji));
}

async function votesIn(msg: MsgModel): Promise<Vote[]> {
  const { votes } = await wa('chat.getVotes')(msg.id.toString());
  return votes
    .map(({ sender, selectedOptions, timestamp }) => ({ from: sender.toString(), options: chosen(selectedOptions), at: toMs(timestamp) }))
    .filter(isDated);
}

/** What people put on a message, as far as the profile knows. WhatsApp Web is asked only where it says that there is something. */
export async function marksOn(msg: MsgModel): Promise<Pick<MessageSeen, 'reactions' | 'votes'>> {
  const reactions = (msg as Raw).hasReaction ? await reactionsTo(msg) : [];
  const votes = msg.type === 'poll_creation' ? await votesIn(msg) : [];
  return { ...(reactions.length > 0 && { reactions }), ...(votes.length > 0 && { votes }) };
}
