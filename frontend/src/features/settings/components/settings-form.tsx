import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch, type Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as z from 'zod/mini'

import { ErrorState } from '@/components/shared/error-state'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { UpdateTenantBody } from '@/lib/api/limits'
import type { Tenant } from '@/lib/api/workspace-types'
import { beyond, showAtFields, useWrong } from '@/lib/form-errors'
import { useMay } from '@/lib/powers'
import { useNow } from '@/lib/use-now'

import { isOutdated, useUpdateTenant } from '../api/tenant'
import { isTimeZone, timeIn, timeZones } from '@/lib/time-zones'

const { name, language, retention_days: retention } = UpdateTenantBody

const schema = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'nameRequired'), z.maxLength(name.maxLength, beyond('tooLong', name.maxLength))),
  time_zone: z.string().check(z.trim(), z.refine(isTimeZone, 'timeZone')),
  language: z.string(),
  retention_days: z.string().check(
    z.trim(),
    z.refine((text) => text === '' || (/^\d+$/.test(text) && Number(text) >= retention.minimum && Number(text) <= retention.maximum), beyond('retention', retention.maximum)),
  ),
})

type Form = z.infer<typeof schema>

const formOf = (tenant: Tenant): Form => ({
  name: tenant.name,
  time_zone: tenant.time_zone,
  language: tenant.language,
  retention_days: tenant.retention_days === null ? '' : String(tenant.retention_days),
})

/** Name, time zone, language and retention. Somebody else's newer change is never overwritten unseen. */
export function SettingsForm({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation()
  const may = useMay('tenant.write') && tenant.delete_at === null
  const toast = useToast()
  const update = useUpdateTenant()
  const wrong = useWrong('settings.errors')
  const form = useForm<Form>({ resolver: zodResolver(schema), values: formOf(tenant), resetOptions: { keepDirtyValues: true } })
  const { register, control, formState, handleSubmit, reset } = form
  const { errors, dirtyFields, isDirty } = formState
  const save = handleSubmit((values) => {
    const all = { ...values, retention_days: values.retention_days === '' ? null : Number(values.retention_days) }
    const changes = Object.fromEntries(Object.entries(all).filter(([field]) => field in dirtyFields))
    update.mutate(
      { changes, version: tenant.version },
      {
        onSuccess: (saved) => {
          reset(formOf(saved))
          toast({ title: t('settings.saved') })
        },
        onError: (error) => void showAtFields(form, error),
      },
    )
  })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('settings.general')}</CardTitle>
      </CardHeader>
      <CardContent>
        <form onSubmit={save} noValidate className="space-y-4">
          <Field label={t('settings.name')} hint={t('settings.nameHint')} error={wrong(errors.name)}>
            {(attributes) => <Input {...attributes} autoComplete="off" disabled={!may} {...register('name')} />}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('settings.timeZone')} hint={<TimeZoneHint control={control} />} error={wrong(errors.time_zone)}>
              {(attributes) => <Input {...attributes} list="time-zones" autoComplete="off" disabled={!may} {...register('time_zone')} />}
            </Field>
            <TimeZoneList />
            <Field label={t('settings.language')} hint={t('settings.languageHint')} error={wrong(errors.language)}>
              {(attributes) => (
                <Select {...attributes} disabled={!may} {...register('language')}>
                  {language.enum.map((one) => (
                    <option key={one} value={one}>
                      {t(`settings.languages.${one}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <div className="sm:max-w-xs">
            <Field label={t('settings.retention')} hint={t('settings.retentionHint')} error={wrong(errors.retention_days)}>
              {(attributes) => <Input {...attributes} inputMode="numeric" autoComplete="off" disabled={!may} {...register('retention_days')} />}
            </Field>
          </div>
          {update.error ? <SaveError error={update.error} /> : null}
          {may ? (
            <div className="flex items-center justify-end gap-2">
              <Button variant="ghost" disabled={!isDirty || update.isPending} onClick={() => reset(formOf(tenant))}>
                {t('common.discard')}
              </Button>
              <Button type="submit" disabled={!isDirty} busy={update.isPending}>
                {t('common.save')}
              </Button>
            </div>
          ) : (
            <p className="text-muted">{tenant.delete_at === null ? t('settings.readOnly') : t('apiError.workspace_deleted')}</p>
          )}
        </form>
      </CardContent>
    </Card>
  )
}

function SaveError({ error }: { error: unknown }) {
  const { t } = useTranslation()
  return isOutdated(error) ? (
    <Alert tone="warning" title={t('settings.conflictTitle')}>
      {t('settings.conflictText')}
    </Alert>
  ) : (
    <ErrorState error={error} title={t('settings.saveFailed')} />
  )
}

function TimeZoneHint({ control }: { control: Control<Form> }) {
  const { t, i18n } = useTranslation()
  const zone = useWatch({ control, name: 'time_zone' })
  const now = useNow(10_000)
  return t('settings.timeZoneHint', { time: timeIn(zone, i18n.language, now) ?? '–' })
}

/** What the browser searches through while people type in the field. */
function TimeZoneList() {
  return (
    <datalist id="time-zones">
      {timeZones().map((zone) => (
        <option key={zone} value={zone} label={zone.replaceAll('_', ' ')} />
      ))}
    </datalist>
  )
}
