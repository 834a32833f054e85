import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import { Simulator } from '@/lib/simulator'

import { BOT_PHONE, CUSTOMER, SAMPLE_MESSAGE } from '../sample'

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
    mutationFn: async (qr: string) => {
      await addPhones()
      await simulator.scan(BOT_PHONE.number, qr)
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
