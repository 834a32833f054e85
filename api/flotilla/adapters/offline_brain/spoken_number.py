"""Numbers that are spelled out: "oitenta e um, nove nove", "two oh six"."""

import re

_DIGITS = {
    word: digit
    for digit, words in enumerate(
        ("zero cero oh", "one um uma uno una", "two dois duas dos", "three tres", "four quatro cuatro", "five cinco",
         "six seis meia", "seven sete siete", "eight oito ocho", "nine nove nueve")
    )
    for word in words.split()
}  # fmt: skip
_TEENS = {
    word: number
    for number, words in enumerate(
        ("ten dez diez", "eleven onze once", "twelve doze doce", "thirteen treze trece",
         "fourteen quatorze catorze catorce",
         "fifteen quinze quince", "sixteen dezesseis dieciseis", "seventeen dezessete diecisiete",
         "eighteen dezoito dieciocho", "nineteen dezenove diecinueve"), start=10
    )
    for word in words.split()
}  # fmt: skip
_TENS = {
    word: ten
    for ten, words in enumerate(
        ("twenty vinte veinte", "thirty trinta treinta", "forty quarenta cuarenta", "fifty cinquenta cincuenta",
         "sixty sessenta sesenta", "seventy setenta", "eighty oitenta ochenta", "ninety noventa"), start=2
    )
    for word in words.split()
}  # fmt: skip
_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:\s+(?:e|y)?\s*(?:{'|'.join(_DIGITS)}))?|{'|'.join(_TEENS)}|{'|'.join(_DIGITS)})"
SPOKEN = re.compile(rf"\b(?:{_NUMBER}\b[\s,.-]*){{5,15}}")
"""Enough of them in a row to be a phone number."""


def spelled(spoken: str) -> str:
    """The digits of "oitenta e um, nove nove"."""
    digits, ten = "", False
    for word in re.findall(r"[a-z]+", spoken):
        if word in _TENS:
            digits, ten = f"{digits}{_TENS[word]}0", True
        elif word in _TEENS:
            digits, ten = f"{digits}{_TEENS[word]}", False
        elif word in _DIGITS:
            digits, ten = (digits[:-1] if ten and _DIGITS[word] else digits) + str(_DIGITS[word]), False
    return digits
