import { ArrowRight, Bot, CalendarClock, ListFilter } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Avatar } from '@/components/shared/avatar'
import { Button } from '@/components/ui/button'
import type { AuditEntry } from '@/lib/api/workspace-types'
import { clock, day, full } from '@/lib/time'

import { changesOf, type Change } from '../changes'
import { useAuditText } from '../use-audit-text'

interface EntryProps {
  entry: AuditEntry
  /** What the person is called now; the log has the address they had then. */
  actorName: string | null
  onSubject: (id: string) => void
}

/** One change: who did what to what, when, from where, and what it was before and after. */
export function Entry({ entry, actorName, onSubject }: EntryProps) {
  const { t, i18n } = useTranslation()
  const text = useAuditText()
  const { subject, from } = entry
  const changes = changesOf(entry)
  const where = [from.address, from.agent].filter(Boolean).join(', ')
  return (
    <div className="flex gap-3 px-4 py-3.5">
      <ActorIcon entry={entry} name={actorName} />
      <div className="min-w-0 flex-1 space-y-1.5">
        <div className="flex items-start justify-between gap-3">
          <p className="min-w-0 wrap-anywhere">
            <span className="font-medium">{text.action(entry.action)}</span>
            <span aria-hidden className="hidden text-muted sm:inline"> · </span>
            <span className="block sm:inline">{subject.name ?? text.subjectType(subject.type)}</span>
          </p>
          <div className="flex shrink-0 items-center gap-1.5 text-[0.8125rem] text-muted">
            <time dateTime={entry.at} title={full(entry.at, i18n.language)} className="tabular-nums">
              <span className="sr-only">{day(entry.at, i18n.language)}, </span>
              {clock(entry.at, i18n.language)}
            </time>
            <Button
              variant="ghost"
              size="icon"
              className="-my-1.5 -mr-1.5 size-8"
              aria-label={t('audit.only')}
              title={t('audit.only')}
              onClick={() => onSubject(subject.id)}
            >
              <ListFilter aria-hidden />
            </Button>
          </div>
        </div>
        <p className="flex flex-wrap items-center gap-x-1.5 text-[0.8125rem] wrap-anywhere text-muted">
          <ActorName entry={entry} name={actorName} />
          {where ? <span>{t('audit.from', { where })}</span> : null}
        </p>
        {changes.length > 0 ? <Changes changes={changes} /> : null}
      </div>
    </div>
  )
}

function ActorIcon({ entry: { actor }, name }: { entry: AuditEntry; name: string | null }) {
  if (actor.kind === 'person') return <Avatar name={name ?? actor.email} />
  const Icon = actor.kind === 'schedule' ? CalendarClock : Bot
  return (
    <span aria-hidden className="grid size-9 shrink-0 place-items-center rounded-full bg-sunken text-muted">
      <Icon className="size-4" />
    </span>
  )
}

function ActorName({ entry: { actor }, name }: { entry: AuditEntry; name: string | null }) {
  const { t } = useTranslation()
  if (actor.kind !== 'person') return <span>{actor.kind === 'schedule' ? t('audit.schedule') : t('audit.system')}</span>
  return <span title={actor.email ?? undefined}>{name ?? actor.email}</span>
}

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation()
  const text = useAuditText()
  return (
    <dl className="grid gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 text-[0.8125rem] sm:grid-cols-[minmax(10rem,16rem)_minmax(0,1fr)]">
      {changes.map(({ path, before, after }) => (
        <div key={path.join('.')} className="contents">
          <dt className="text-muted">{text.field(path)}</dt>
          <dd className="flex min-w-0 flex-wrap items-start gap-x-2 wrap-anywhere whitespace-pre-wrap">
            {before === undefined ? null : (
              <>
                <del className="line-clamp-4 text-muted decoration-1">
                  <span className="sr-only">{t('audit.before')}: </span>
                  {text.value(path, before)}
                </del>
                <ArrowRight aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />
              </>
            )}
            <ins className="line-clamp-4 no-underline">
              <span className="sr-only">{t('audit.afterwards')}: </span>
              {text.value(path, after)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
