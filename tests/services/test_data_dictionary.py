"""The data dictionary: complete for every field, in step with what each field says of itself, nothing forbidden."""

import pytest

from dorpsapp.errors import Invalid
from dorpsapp.models import RECORDS, Person, Privacy, Record, VolunteerRole
from dorpsapp.models.processing import EXPENSES, NO_PEOPLE, PEOPLE, SAFE_HELP, Keep, LegalBasis, processing_of
from dorpsapp.services.data_dictionary import activities, dictionary
from dorpsapp.services.person_references import referring_types
from dorpsapp.services.retention_terms import MOST_MONTHS, PROPOSALS, choose_term, read_terms, say_keep, say_months
from dorpsapp.store.store import Store


def test_every_field_of_every_record_type_is_in_it() -> None:
    found = {(line.record_type, line.field.name) for line in dictionary()}
    assert found == {(record, field.name) for record in RECORDS for field in record.fields()}
    for line in dictionary():
        one = line.processing
        assert all((one.title, one.purpose, one.people, one.data, one.recipients)), line
        assert isinstance(one.basis, LegalBasis) and isinstance(one.keep, Keep)


def test_what_says_something_of_people_has_a_basis() -> None:
    for line in dictionary():
        if line.is_personal or line.record_type in referring_types():
            assert line.processing.basis is not LegalBasis.NONE_NEEDED, line


def test_special_data_need_consent_in_words_of_the_law() -> None:
    needs = {line.processing.basis for line in dictionary() if line.record_type.__tablename__ == "practical_need"}
    assert needs == {LegalBasis.EXPLICIT_CONSENT}


def test_a_field_may_have_another_purpose_than_its_record() -> None:
    assert processing_of(VolunteerRole, "iban") is EXPENSES
    assert processing_of(VolunteerRole, "vog_seen_on") is SAFE_HELP
    assert processing_of(Person, "surname") is PEOPLE
    named = {name for record in RECORDS for name in getattr(record, "processing_of_fields", {})}
    assert named <= {field.name for record in RECORDS for field in record.fields()}


def test_a_record_type_that_does_not_say_is_an_error() -> None:
    class Silent(Record):
        __abstract__ = True

    with pytest.raises(LookupError):
        processing_of(Silent)


def test_the_activities_hold_every_personal_field_once() -> None:
    told = [line for activity in activities() for line in activity.lines]
    assert len(told) == len(set(told))
    assert {line for line in dictionary() if line.field.privacy is not Privacy.OPEN} <= set(told)
    assert NO_PEOPLE not in {activity.processing for activity in activities()}


def test_terms_begin_as_proposed_and_can_be_chosen(store: Store) -> None:
    assert read_terms(store) == {keep: one.months for keep, one in PROPOSALS.items()}
    choose_term(store, Keep.VOLUNTEER, 24)
    assert read_terms(store)[Keep.VOLUNTEER] == 24
    assert say_keep(Keep.VOLUNTEER, read_terms(store)) == "2 jaar nadat iemand is gestopt"
    store.undo()
    assert read_terms(store)[Keep.VOLUNTEER] == 12
    for keep, months in ((Keep.FINANCE, 12), (Keep.CLIENT, -1), (Keep.CLIENT, MOST_MONTHS + 1)):
        with pytest.raises(Invalid):
            choose_term(store, keep, months)


def test_terms_in_words() -> None:
    assert [say_months(n) for n in (0, 1, 12, 18, 84)] == ["meteen", "1 maand", "1 jaar", "18 maanden", "7 jaar"]
