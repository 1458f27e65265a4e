"""What a bank writes about a payment, made short: the other party and what it was for, without anyone's account."""

import re

_ENDS = (
    "IBAN|BIC|Naam|Omschrijving|Kenmerk|Machtiging(?: ID)?|Machtigingskenmerk|Incassant(?: ID)?|Betalingskenm\\.?"
    "|Betalingskenmerk|Datum/Tijd|Valutadatum|Volgnummer"
)
_LABELLED = re.compile(rf"\b({_ENDS}): *(.*?)(?= *\b(?:{_ENDS}):|$)")
_SLASHED = re.compile(r"/(NAME|REMI)/(.*?)(?=/[A-Z]{3,4}/|$)")
_DUTCH = r"\bNL\d{2} ?[A-Z]{4}(?: ?\d){10}\b"
_GROUPS = r"(?: [A-Z0-9]{4})(?: (?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?: (?=[A-Z]{0,2}\d)[A-Z0-9]{1,3}\b)?"
_FOREIGN = rf"\b[A-Z]{{2}}\d{{2}}(?:[A-Z0-9]{{11,30}}|{_GROUPS})\b"
_ACCOUNTS = re.compile(f"{_DUTCH}|{_FOREIGN}", re.IGNORECASE)
_LONGEST = 300


def party_and_purpose(party: str, text: str) -> tuple[str, str]:
    """The other party and what it was for, out of a name (may be empty) and what the bank wrote.

    Banks put both in one text as `Naam: … Omschrijving: …` or `/NAME/…/REMI/…`; other text stays as it is.
    """
    whole = " ".join(text.split())
    parts = {label.lower(): value.strip() for label, value in _LABELLED.findall(whole)}
    slashed = dict(_SLASHED.findall(whole))
    name = party or parts.get("naam", "") or slashed.get("NAME", "")
    known = "omschrijving" in parts or "REMI" in slashed
    purpose = parts.get("omschrijving", "") or slashed.get("REMI", "") if known else whole
    return without_accounts(name), without_accounts(purpose)


def described(party: str, purpose: str, between: str) -> str | None:
    """Both in one line of at most 300 signs; None when neither says anything."""
    return between.join(part for part in (party, purpose) if part)[:_LONGEST].strip() or None


def without_accounts(text: str) -> str:
    """The text without numbers of bank accounts."""
    return " ".join(_ACCOUNTS.sub(" ", text).split())
