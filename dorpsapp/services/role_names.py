"""What roles are called: who receives support by the word that the initiative chose."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import ClientRole, ClientWord, Initiative, Role
from dorpsapp.text import _


def client_word(session: Session) -> ClientWord:
    """The word of the initiative for who receives support."""
    return session.scalars(sa.select(Initiative.client_word)).first() or ClientWord.PARTICIPANT


def role_name(role: type[Role], word: ClientWord) -> str:
    """One who has this role: `vrijwilliger`, `bewoner`, `lid`."""
    return _(word.value) if role is ClientRole else _(role.singular)
