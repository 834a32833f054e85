import * as z from 'zod/mini'

import { PasswordBody } from './api/limits'
import { beyond } from './form-errors'

const { minLength, maxLength, minDifferentCharacters: different } = PasswordBody.new

export const SHORTEST_PASSWORD = minLength

/** What a password must be that somebody chooses; the messages are keys of `password.errors`. */
export const newPassword = z
  .string()
  .check(
    z.minLength(minLength, beyond('short', minLength)),
    z.maxLength(maxLength, beyond('tooLong', maxLength)),
    z.refine((password) => new Set(password).size >= different, beyond('simple', different)),
  )
