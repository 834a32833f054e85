import type { Me, Role } from '@/lib/api/types'

const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'viewer', 'vendor']

/** The roles that somebody may give: an owner's only who could delete the workspace, as the API has it. */
export function rolesToGive({ powers }: Me): Role[] {
  return ROLES.filter((role) => role !== 'owner' || powers.includes('tenant.delete'))
}
