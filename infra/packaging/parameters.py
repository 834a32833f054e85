"""What a person's environment may set of an installation: the template's parameters, and fields of its secret."""

#: Settings that the person's environment may override, by the template's parameter.
FROM_ENVIRONMENT = {
    "WhatsappUrl": "WHATSAPP_URL",
    "Governor": "GOVERNOR",
    "Sending": "SENDING",
    "DeepseekBaseUrl": "DEEPSEEK_BASE_URL",
    "DeepseekModel": "DEEPSEEK_MODEL",
    "DeepseekPriceIn": "DEEPSEEK_PRICE_IN",
    "DeepseekPriceOut": "DEEPSEEK_PRICE_OUT",
    "ModelTokensPerDay": "MODEL_TOKENS_PER_DAY",
    "BurstWindowMs": "BURST_WINDOW_MS",
    "ScheduleGraceSeconds": "SCHEDULE_GRACE_SECONDS",
    "AdminEmails": "ADMIN_EMAILS",
    "VendorEmails": "VENDOR_EMAILS",
    "GoogleClientId": "GOOGLE_CLIENT_ID",
    "OidcIssuer": "OIDC_ISSUER",
    "Signup": "SIGNUP",
    "DefaultPlan": "DEFAULT_PLAN",
    "StripePricePro": "STRIPE_PRICE_PRO",
    "StripeTrialDays": "STRIPE_TRIAL_DAYS",
    "StripeApiBase": "STRIPE_API_BASE",
    "BillingGraceSeconds": "BILLING_GRACE_SECONDS",
    "MailFrom": "MAIL_FROM",
    "MediaMaxBytes": "MEDIA_MAX_BYTES",
    "HistoryDays": "HISTORY_DAYS",
    "HistoryChats": "HISTORY_CHATS",
    "HistoryMessagesPerChat": "HISTORY_MESSAGES_PER_CHAT",
    "RunnerMaximum": "RUNNER_MAXIMUM",
    "RunnerSpare": "RUNNER_SPARE",
    "RunnerMaxSessions": "RUNNER_MAX_SESSIONS",
    "RunnerSessionMb": "RUNNER_SESSION_MB",
    "RunnerProfileMb": "RUNNER_PROFILE_MB",
    "RunnerSnapshotHours": "RUNNER_SNAPSHOT_HOURS",
    "RunnerProbeSeconds": "RUNNER_PROBE_SECONDS",
    "SocketsPerUser": "SOCKETS_PER_USER",
    "RateLimitPerSecond": "RATE_LIMIT_PER_SECOND",
    "RateLimitBurst": "RATE_LIMIT_BURST",
    "RateLimitSignInsPerMinute": "RATE_LIMIT_SIGN_INS_PER_MINUTE",
}

#: Secrets that the person's environment may hold, by the field of the stack's secret.
SECRET_FIELDS = {
    "deepseek_api_key": "DEEPSEEK_API_KEY",
    "google_client_secret": "GOOGLE_CLIENT_SECRET",
    "stripe_secret_key": "STRIPE_SECRET_KEY",
    "stripe_webhook_secret": "STRIPE_WEBHOOK_SECRET",
}
