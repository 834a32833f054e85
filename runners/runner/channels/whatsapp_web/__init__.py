"""WhatsApp Web in a Chromium of its own per bot."""
