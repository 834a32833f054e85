import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import { ApiError } from '@/lib/api/http'
import { botsQuery } from '@/lib/api/queries'
import { Simulator } from '@/lib/simulator'

import { BOT_PHONE, CUSTOMER, SAMPLE_MESSAGE } from '../sample'

const LOOKS = 3
const LOOK_AGAIN_AFTER_MS = 1000

async function codeShownNow(client: QueryClient, botId: string): Promise<string> {
  const bots = await client.query({ ...botsQuery, staleTime: 0 })
  return bots.find(({ id }) => id === botId)?.session.qr ?? ''
}

const phonesKey = ['simulator', 'phones']

/** What the welcome page does with the simulated WhatsApp: look whether the sample phones are there, scan, write. */
export function useSimulator(url: string) {
  const client = useQueryClient()
  const simulator = useMemo(() => new Simulator(url), [url])
  const phones = useQuery({
    queryKey: phonesKey,
    queryFn: () => simulator.phones(),
    refetchInterval: (query) => (query.state.data?.some(({ number }) => number === CUSTOMER.number) ? false : 5000),
  })
  const addPhones = async () => {
    await Promise.all([simulator.addPhone(BOT_PHONE), simulator.addPhone(CUSTOMER)])
    void client.invalidateQueries({ queryKey: phonesKey })
  }
  const scan = useMutation({
    mutationFn: async (botId: string) => {
      await addPhones()
      // The code changes by itself: like a camera, look at what is shown now, and once more if it has just changed.
      for (let look = 1; ; look += 1) {
        try {
          await simulator.scan(BOT_PHONE.number, await codeShownNow(client, botId))
          return
        } catch (error) {
          if (look === LOOKS || !(error instanceof ApiError) || error.status !== 422) throw error
          await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS))
        }
      }
    },
  })
  const sendSample = useMutation({
    mutationFn: async (botNumber: string) => {
      await addPhones()
      await simulator.write(CUSTOMER.number, botNumber, SAMPLE_MESSAGE)
    },
  })
  const customer = phones.data?.find(({ number }) => number === CUSTOMER.number)
  return { phones, scan, sendSample, customer, chatUrl: (botNumber: string) => simulator.chatUrl(CUSTOMER.number, botNumber) }
}
