"""What an installation costs on AWS per month, by service: a model to plan with, not an invoice."""
