"""The sub-command about users: who can open the file, someone new, a new password, and withdrawing."""

from argparse import Namespace
from typing import Any

from dorpsapp import cli
from dorpsapp.commands import Answer, opened
from dorpsapp.errors import WrongUsage
from dorpsapp.services import accounts
from dorpsapp.store.user_roles import UserRole
from dorpsapp.text import _


def users(chosen: Namespace) -> Answer:
    """List the users, or change one; a new password is told this once, unless it came from a file."""
    changing = [name for name in (chosen.add, chosen.reset, chosen.withdraw) if name is not None]
    if len(changing) > 1:
        raise WrongUsage(_("Kies één van --add, --reset en --withdraw."))
    more: dict[str, Any] = {}
    with opened(chosen, read_only=not changing) as store:
        own = cli.password_of(chosen) or "" if accounts.has_own_password(store) else ""
        if chosen.withdraw is not None:
            accounts.withdraw(store, own, chosen.withdraw)
        elif changing:
            given = cli.first_line(chosen.new_password_file) if chosen.new_password_file else None
            password = given or accounts.propose_password(store, changing[0])
            more = {} if given else {"new_password": password}
            if chosen.add is not None:
                accounts.add_account(store, own, chosen.add, UserRole(chosen.role), password)
            else:
                accounts.give_password(store, own, chosen.reset, password)
        found = accounts.accounts(store)
    lines = [f"{one.name}: {one.role.label}" for one in found]
    if more:
        lines.append(
            _("Nieuw wachtwoord van {name}: {password}").format(name=changing[0], password=more["new_password"])
        )
    listed = [
        {
            "name": one.name,
            "role": one.role.value,
            "last_opened": one.last_opened.isoformat() if one.last_opened else None,
        }
        for one in found
    ]
    return {"users": listed, **more, "said": "\n".join(lines)}
