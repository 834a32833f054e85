"""First and family names common in English, Portuguese and Spanish, lower case and without accents.

They only help where writing gives no sign: "im ana souza i live in recife". A name that isn't here is still taken
where it is announced ("my name is") or written with capitals.
"""

from flotilla.adapters.offline_brain.data import lines

FIRST_NAMES = frozenset(name for line in lines("first_names") for name in line.split())
LAST_NAMES = frozenset(name for line in lines("last_names") for name in line.split())
