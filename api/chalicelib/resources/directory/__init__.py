"""The names behind the ids that leads and chats carry."""
