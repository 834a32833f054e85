"""A simulated WhatsApp: servers, phones and the WhatsApp Web page, for development and tests on one machine."""
