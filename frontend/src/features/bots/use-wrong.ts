import { useWrong as useWrongBelow } from '@/lib/form-errors'

/** The sentence for what is wrong with a field of a bot. */
export function useWrong() {
  return useWrongBelow('botForm.wrong')
}
