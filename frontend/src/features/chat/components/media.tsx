import { Download, FileText, ImageOff, LoaderCircle, Music, Video } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import type { Media as MediaFile, Message } from '@/lib/api/types'
import { cn } from '@/lib/cn'
import { useErrorText } from '@/lib/error-text'
import { useOpened } from '@/lib/opened'

import { askForMedia, useMediaAddress } from '../api/media-address'

const WIDEST = 320
const TALLEST = 360

/** Whether something has come into sight; from then on it stays wanted. */
function useSeen(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(() => !('IntersectionObserver' in window))
  useEffect(() => {
    if (seen || !element.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [seen, element])
  return seen
}

/** A message's file: shown or played where a page may do that, else to be saved. */
export function Media({ message, media, leadId }: { message: Message; media: MediaFile; leadId: string }) {
  const { t } = useTranslation()
  if (media.problem) return <Note icon="broken" text={t(`media.problem.${media.problem}`)} />
  if (!media.ready) return <Note icon="coming" text={t('media.coming')} />
  const kind = media.shown ? media.mime.split('/')[0] : 'file'
  if (kind === 'image') return <Picture message={message} media={media} leadId={leadId} />
  if (kind === 'video' || kind === 'audio') return <Player kind={kind} message={message} media={media} leadId={leadId} />
  return <Document message={message} media={media} leadId={leadId} />
}

function Note({ icon, text }: { icon: 'broken' | 'coming'; text: string }) {
  const Icon = icon === 'broken' ? ImageOff : LoaderCircle
  return (
    <p className="flex items-center gap-2 py-1 text-[0.8125rem] opacity-85">
      <Icon aria-hidden className={cn('size-4 shrink-0', icon === 'coming' && 'animate-spin')} />
      {text}
    </p>
  )
}

/** The size in which a picture is shown, known before it is there so that nothing jumps. */
export function boxOf({ width, height }: Pick<MediaFile, 'width' | 'height'>, widest = WIDEST): { width: number; height: number } {
  if (!width || !height) return { width: widest * 0.75, height: widest * 0.75 }
  const scale = Math.min(1, widest / width, TALLEST / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

interface FileProps {
  message: Message
  media: MediaFile
  leadId: string
}

function Picture({ message, media, leadId }: FileProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const address = useMediaAddress(leadId, message, useSeen(box))
  const large = useOpened('picture')
  const size = boxOf(media, message.type === 'sticker' ? 144 : WIDEST)
  const alt = message.text ?? t(message.type === 'sticker' ? 'media.sticker' : 'media.picture')
  return (
    <div ref={box} className="my-1 max-w-full overflow-hidden rounded-lg bg-foreground/5" style={{ width: size.width, aspectRatio: `${size.width} / ${size.height}` }}>
      {address.isError ? <Note icon="broken" text={t('media.failed')} /> : null}
      {address.data ? (
        <Dialog open={large.value === message.id} onOpenChange={(is) => (is ? large.open(message.id) : large.close())}>
          <DialogTrigger aria-label={t('media.enlarge', { what: alt })} className="block size-full">
            <img src={address.data.url} alt={alt} className="size-full object-contain" />
          </DialogTrigger>
          <DialogContent title={t('media.picture')} className="sm:max-w-4xl">
            <img src={address.data.url} alt={alt} className="mx-auto max-h-[70dvh] max-w-full object-contain" />
            {message.text ? <p className="pt-3 [overflow-wrap:anywhere] whitespace-pre-wrap">{message.text}</p> : null}
          </DialogContent>
        </Dialog>
      ) : null}
    </div>
  )
}

function Player({ kind, message, media, leadId }: FileProps & { kind: 'video' | 'audio' }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const address = useMediaAddress(leadId, message, useSeen(box))
  const size = boxOf(media)
  const Icon = kind === 'video' ? Video : Music
  // An address that expires while the page is open is renewed by asking again, not by playing on.
  const again = () => void address.refetch()
  return (
    <div ref={box} className={cn('my-1 max-w-full', kind === 'video' ? 'overflow-hidden rounded-lg bg-black' : 'w-72')} style={kind === 'video' ? { width: size.width, aspectRatio: `${size.width} / ${size.height}` } : undefined}>
      {address.data && kind === 'video' ? <video controls preload="metadata" src={address.data.url} aria-label={t('media.video')} className="size-full" onError={again} /> : null}
      {address.data && kind === 'audio' ? <audio controls preload="metadata" src={address.data.url} aria-label={t('media.audio')} className="h-11 w-full" onError={again} /> : null}
      {address.data ? null : (
        <span className="flex h-11 items-center gap-2 px-2 text-[0.8125rem] opacity-85">
          <Icon aria-hidden className="size-4" />
          {address.isError ? t('media.failed') : t(`media.${kind}`)}
        </span>
      )}
    </div>
  )
}

function Document({ message, media, leadId }: FileProps) {
  const { t, i18n } = useTranslation()
  const toast = useToast()
  const text = useErrorText()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      // The address is asked for at the press: it would have expired in a chat that stays open.
      const { url } = await askForMedia(leadId, message.id)
      window.location.assign(url)
    } catch (error) {
      toast({ tone: 'danger', title: t('media.failed'), description: text(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <button type="button" disabled={busy} onClick={() => void save()} className="my-1 flex w-72 max-w-full items-center gap-3 rounded-lg bg-foreground/6 p-2.5 text-left hover:bg-foreground/10">
      <FileText aria-hidden className="size-8 shrink-0 opacity-80" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{media.filename ?? t('media.file')}</span>
        <span className="block text-xs opacity-80">{`${t('media.save')} · ${sizeText(media.size, i18n.language)}`}</span>
      </span>
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <Download aria-hidden className="size-4 shrink-0" />}
    </button>
  )
}

/** 12 kB, 3.4 MB. */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'megabyte'] : [Math.max(1, bytes / 1000), 'kilobyte']
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }).format(value)
}
