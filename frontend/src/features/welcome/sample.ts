/** The sample people of the welcome page: plainly samples, and the same each time. */
export const BOT_PHONE = { number: '5511900000001', name: "Bot's phone" }
export const CUSTOMER = { number: '5581999991234', name: 'Ana Souza (sample)' }
export const SAMPLE_MESSAGE = "Hi, I'm Ana Souza, ana@example.com, I live in Recife, +55 81 99999-1234"
