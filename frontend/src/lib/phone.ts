/** A chat id as people read it: +55 81 99999-1234 for a person with a number, null where WhatsApp hides it. */
export function phoneOf(chatId: string): string | null {
  return chatId.endsWith('@c.us') ? formatDigits(chatId.slice(0, -'@c.us'.length)) : null
}

/** Digits with country code, grouped; Brazil in the way it is written there, others in plain groups. */
export function formatDigits(digits: string): string {
  const brazil = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits)
  if (brazil) return `+55 ${brazil[1]} ${brazil[2]}-${brazil[3]}`
  return `+${digits.replace(/(\d{2})(?=(\d{3})+$)/, '$1 ').replace(/(\d{3})(?=\d)/g, '$1 ').trim()}`
}
