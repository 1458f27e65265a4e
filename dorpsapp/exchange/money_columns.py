"""The headings of budgets and of what banks give to download.

Those of banks are written down as they are known, each with its bank; none was verified with the bank itself. Some
columns are named here and not read, such as the account of the other party.
"""

# Rabobank: "IBAN/BBAN", "Munt", "Volgnr", "Datum", "Bedrag", "Tegenrekening IBAN/BBAN", "Naam tegenpartij",
#   "Betalingskenmerk", "Omschrijving-1", "Omschrijving-2", "Omschrijving-3"; 2025-01-31 and -12,50.
# ING: "Datum", "Naam / Omschrijving", "Rekening", "Tegenrekening", "Code", "Af Bij", "Bedrag (EUR)", "Mutatiesoort",
#   "Mededelingen"; 20250131 or 31-01-2025, 12,50 and Af. In English: "Date", "Name / Description", "Account",
#   "Counterparty", "Code", "Debit/credit", "Amount (EUR)", "Transaction type", "Notifications".
# ABN AMRO, Excel: "accountNumber", "mutationcode", "transactiondate", "valuedate", "startsaldo", "endsaldo", "amount",
#   "description"; its text file and that of Triodos have no headings, see `bank_files`.
# Bunq: "Date", "Interest Date", "Amount", "Account", "Counterparty", "Name", "Description"; 2025-01-31 and -12.50.
# Knab: "Rekeningnummer", "Transactiedatum", "Valutacode", "CreditDebet", "Bedrag", "Tegenrekeningnummer",
#   "Tegenrekeninghouder", "Omschrijving", "Referentie"; 31-01-2025, 12,50 and D.
# A cash book, and some programs: a column for what went out and one for what came in, instead of one amount.
BANK_COLUMNS: dict[str, str] = {
    "day": "datum | boekdatum | boekingsdatum | transactiedatum | transactiondate | transaction date | date",
    "amount": "bedrag | bedrag eur | bedrag in eur | bedrag euro | transactiebedrag | amount | amount eur",
    "money_out": "af | debet | debit | uitgaven | uitgave | bedrag af | bedrag debet | af eur | afgeschreven",
    "money_in": "bij | credit | inkomsten | ontvangsten | ontvangst | bedrag bij | bedrag credit | bij eur"
    " | bijgeschreven",
    "direction": "af bij | bij af | debet credit | credit debet | creditdebet | debit credit | d c | c d",
    "party": "naam tegenpartij | naam omschrijving | tegenpartij | tegenrekeninghouder | naam tegenrekening | name"
    " | naam | name description",
    "description": "omschrijving | omschrijving 1 | mededelingen | mededeling | description | notifications",
    "description_2": "omschrijving 2",
    "description_3": "omschrijving 3",
    "reference": "betalingskenmerk | referentie",
    "sequence": "volgnr | volgnummer | volgnummer transactie",
    "currency": "munt | muntsoort | valuta | valutacode | valutasoort mutatie | currency",
    "account": "iban bban | iban | rekening | rekeningnummer | opdrachtgeversrekening | accountnumber | account number"
    " | account",
    "counter_account": "tegenrekening iban bban | tegenrekening | tegenrekeningnummer | counterparty",
}
BUDGET_COLUMNS: dict[str, str] = {
    "name": "naam | regel | post | begrotingspost | rubriek | omschrijving | kostenpost | baten | lasten | inkomsten"
    " | uitgaven | name",
    "side": "baten of lasten | baten lasten | soort | inkomsten uitgaven | in uit",
    "budget": "begroting | begroot | budget | begroot bedrag",
    "actual": "werkelijk | realisatie | gerealiseerd | uitgegeven | werkelijk bedrag | jaarrekening | actual",
    "before": "vorig jaar | werkelijk vorig jaar | realisatie vorig jaar",
    "before_budget": "begroting vorig jaar | begroot vorig jaar",
    "next_budget": "volgend jaar | begroting volgend jaar | begroot volgend jaar",
    "explanation": "uitleg | toelichting | verklaring | opmerking | opmerkingen | uitleg van het verschil",
    "year": "jaar | boekjaar | year",
}
