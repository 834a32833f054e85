// Written by `npm run limits` from the API's OpenAPI document, by its names: not to be edited.

export const AcceptBody = {
  name: { minLength: 1, maxLength: 100 },
  password: { minLength: 10, maxLength: 256, minDifferentCharacters: 4 },
} as const

export const AddNoteBody = {
  text: { minLength: 1, maxLength: 2000 },
} as const

export const AssignBody = {
  user_id: { minLength: 1, maxLength: 64 },
  replaces: { minLength: 1, maxLength: 64 },
} as const

export const AssignSeveralBody = {
  user_id: { minLength: 1, maxLength: 64 },
  leads: { minItems: 1, maxItems: 50 },
} as const

export const CloseBody = {
  outcome: { enum: ['won', 'lost'] },
  reason: { minLength: 1, maxLength: 500 },
} as const

export const CompletePictureBody = {
  description: { minLength: 1, maxLength: 300 },
  keywords: { maxItems: 20, items: { minLength: 1, maxLength: 40 } },
} as const

export const CreateBotBody = {
  name: { minLength: 1, maxLength: 100 },
  prompt: { maxLength: 8000 },
  language: { enum: ['en', 'pt', 'es'] },
  burst_window_ms: { minimum: 0, maximum: 60000 },
  required_fields: { maxItems: 24 },
  fields: { maxItems: 20 },
} as const

export const CreateScheduleBody = {
  action: { enum: ['enable', 'disable', 'pause', 'resume', 'send_message'] },
  time_zone: { minLength: 1, maxLength: 64 },
  lead_id: { minLength: 1, maxLength: 64 },
  text: { minLength: 1, maxLength: 4096 },
} as const

export const CreateTenantBody = {
  name: { minLength: 1, maxLength: 100 },
} as const

export const CronBody = {
  expression: { minLength: 1, maxLength: 200 },
} as const

export const DeleteTenantBody = {
  confirm: { maxLength: 200 },
} as const

export const FaqBody = {
  question: { minLength: 1, maxLength: 300 },
  answer: { minLength: 1, maxLength: 1000 },
} as const

export const InviteBody = {
  email: { minLength: 3, maxLength: 254 },
  role: { enum: ['owner', 'admin', 'editor', 'viewer', 'vendor'] },
} as const

export const LoginBody = {
  email: { minLength: 3, maxLength: 254 },
  password: { minLength: 1, maxLength: 1024 },
} as const

export const OwnFieldBody = {
  label: { minLength: 1, maxLength: 60 },
  type: { enum: ['text', 'number', 'choice', 'date'] },
  options: { maxItems: 20, items: { minLength: 1, maxLength: 60 } },
  question: { maxLength: 300 },
} as const

export const PairingCodeBody = {
  phone: { maxLength: 30 },
} as const

export const PasswordBody = {
  current: { minLength: 1, maxLength: 1024 },
  new: { minLength: 10, maxLength: 256, minDifferentCharacters: 4 },
} as const

export const SaidBody = {
  from: { enum: ['customer', 'bot'] },
  text: { minLength: 1, maxLength: 4096 },
} as const

export const SchedulePreviewBody = {
  action: { enum: ['enable', 'disable', 'pause', 'resume', 'send_message'] },
  time_zone: { minLength: 1, maxLength: 64 },
} as const

export const SendMessageBody = {
  text: { minLength: 1, maxLength: 4096 },
  upload_id: { minLength: 1, maxLength: 64 },
  filename: { minLength: 1, maxLength: 255 },
  quoted_id: { minLength: 1, maxLength: 128 },
} as const

export const StartPictureBody = {
  mime: { enum: ['image/png', 'image/jpeg', 'image/webp'] },
} as const

export const SwitchBody = {
  tenant_id: { minLength: 1, maxLength: 64 },
} as const

export const TryBody = {
  messages: { minItems: 1, maxItems: 40 },
} as const

export const TryStateBody = {
  fields: { values: { maxLength: 500 } },
  refused: { maxItems: 50 },
  asked: { maxItems: 200 },
  pictures: { maxItems: 50, items: { minLength: 1, maxLength: 64 } },
  language: { maxLength: 16 },
} as const

export const UpdateBotBody = {
  name: { minLength: 1, maxLength: 100 },
  prompt: { maxLength: 8000 },
  language: { enum: ['en', 'pt', 'es'] },
  answering: { enum: ['on', 'paused'] },
  burst_window_ms: { minimum: 0, maximum: 60000 },
  hand_back_minutes: { minimum: 1, maximum: 10080 },
  faq: { maxItems: 50 },
  required_fields: { maxItems: 24 },
  fields: { maxItems: 20 },
} as const

export const UpdateLeadBody = {
  fields: { values: { minLength: 1, maxLength: 500 } },
} as const

export const UpdateMemberBody = {
  role: { enum: ['owner', 'admin', 'editor', 'viewer', 'vendor'] },
} as const

export const UpdatePictureBody = {
  description: { minLength: 1, maxLength: 300 },
  keywords: { maxItems: 20, items: { minLength: 1, maxLength: 40 } },
} as const

export const UpdateScheduleBody = {
  action: { enum: ['enable', 'disable', 'pause', 'resume', 'send_message'] },
  time_zone: { minLength: 1, maxLength: 64 },
  lead_id: { minLength: 1, maxLength: 64 },
  text: { minLength: 1, maxLength: 4096 },
} as const

export const UpdateTenantBody = {
  name: { minLength: 1, maxLength: 100 },
  time_zone: { minLength: 1, maxLength: 64 },
  language: { enum: ['en', 'pt', 'es'] },
  retention_days: { minimum: 1, maximum: 3650 },
} as const

export const WeeklyBody = {
  days: { minItems: 1, maxItems: 7, items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } },
} as const

export const WelcomeBody = {
  text: { maxLength: 1000 },
} as const

export const WorkingHoursBody = {
  time_zone: { minLength: 1, maxLength: 64 },
  days: { minItems: 1, maxItems: 7, items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } },
  away: { maxLength: 1000 },
} as const
