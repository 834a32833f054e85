"""From source to what AWS is given: the Lambda zip and the merged template, in build/."""
