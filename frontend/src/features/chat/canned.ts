export interface Canned {
  question: string
  answer: string
}

const MOST = 6

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** What follows the slash that a message begins with; null for any other message. */
export function cannedQuery(text: string): string | null {
  return /^\/([^\n]{0,60})$/.exec(text)?.[1] ?? null
}

/** The answers whose words hold all of the query's, the ones whose question begins with it first. */
export function findCanned(answers: readonly Canned[], query: string): Canned[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const begins = ({ question }: Canned) => (plain(question).startsWith(plain(query).trim()) ? 0 : 1)
  return answers
    .filter(({ question, answer }) => words.every((word) => plain(`${question} ${answer}`).includes(word)))
    .sort((one, other) => begins(one) - begins(other))
    .slice(0, MOST)
}
