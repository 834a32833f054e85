import { useTranslation } from 'react-i18next'

import type { Role } from '@/lib/api/types'
import { useMe } from '@/lib/powers'

interface RoleChoiceProps {
  value: Role
  onChange: (role: Role) => void
}

/** The roles that one may give, each with what it means. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { t } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t('team.role')}</legend>
      <div className="divide-y overflow-hidden rounded-lg border">
        {useMe().roles_to_give.map((role) => (
          <label key={role} className="flex cursor-pointer items-start gap-3 px-3.5 py-2.5 transition-colors hover:bg-sunken has-checked:bg-accent-soft">
            <input
              type="radio"
              name="role"
              aria-label={t(`role.${role}`)}
              aria-describedby={`role-${role}`}
              checked={value === role}
              onChange={() => onChange(role)}
              className="mt-1 size-4 shrink-0 accent-(--accent)"
            />
            <span className="min-w-0">
              <span className="block font-medium">{t(`role.${role}`)}</span>
              <span id={`role-${role}`} className="block text-[0.8125rem] text-muted">
                {t(`roleText.${role}`)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
